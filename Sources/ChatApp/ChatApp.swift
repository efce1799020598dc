// Sources of ChatApp.
