// Sources of Transformer.
