"""What a person can put right, told in one line."""


class Mistake(Exception):  # noqa: N818 - it is not an error of the program
    """Something that the user of a command can put right; its message says what is wrong and what to do.

    The command line prints it and exits with status 2; everything else that is raised is an error of ours.
    """
