// Sources of Alignment.
