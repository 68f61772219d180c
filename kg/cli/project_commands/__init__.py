"""Commands that work on the files of a project, and on the shell."""
