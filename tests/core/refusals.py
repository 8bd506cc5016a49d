"""The message of a parser that refuses a text."""


def refusal(parse, text, *args):
    """Return the message with which `parse` refuses `text`, None if it accepts it; any other exception is raised."""
    try:
        parse(text, *args)
    except ValueError as error:
        return str(error)
    return None
