// Tests of ChatApp.
