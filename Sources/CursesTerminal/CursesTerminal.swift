// Sources of CursesTerminal.
