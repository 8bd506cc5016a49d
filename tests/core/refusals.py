"""What a parser says when it refuses."""


def refusal(parse, text, *args):
    """The sentence that `parse` refuses `text` with, or None where it reads it; any other exception goes through."""
    try:
        parse(text, *args)
    except ValueError as error:
        return str(error)
    return None
