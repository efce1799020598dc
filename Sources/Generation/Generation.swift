// Sources of Generation.
