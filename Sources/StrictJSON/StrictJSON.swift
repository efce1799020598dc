// Sources of StrictJSON.
