// Sources of TerminalUI.
