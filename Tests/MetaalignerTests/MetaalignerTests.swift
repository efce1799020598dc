// Tests of Metaaligner.
