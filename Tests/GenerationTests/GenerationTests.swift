// Tests of Generation.
