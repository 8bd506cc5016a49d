"""A member of staff at the desk: signs in as people do, and counts the clicks that the work takes."""

from contextlib import contextmanager

from tests.browser.walk import walker

WIDTH = 1366
PASSWORD = "mật khẩu của cán bộ"


class Desk:
    """A page of the staff in a Walker's window, with the clicks and the boxes typed into since they were last forgotten."""

    def __init__(self, walked):
        self.walked, self.page = walked, walked.page
        self.clicks = self.boxes = 0

    def forget(self):
        self.clicks = self.boxes = 0

    def click(self, target):
        self.clicks += 1
        target.click()

    def link(self, name, *, exact=True):
        """Follow a link or press a button of the page's own matter."""
        matter = self.page.locator("#content")
        self.click(matter.get_by_role("link", name=name, exact=exact).or_(matter.get_by_role("button", name=name, exact=exact)))

    def add(self, kind):
        """Begin a new record of a kind from the index."""
        self.page.goto(f"{self.walked.server}/quan-tri/")
        self.forget()
        row = self.page.locator("#content-main tr").filter(has=self.page.get_by_role("link", name=kind, exact=True))
        self.click(row.get_by_role("link", name="Thêm"))

    def type(self, name, text):
        self.boxes += 1
        self.page.locator(f"[name={name!r}]").fill(text)

    def unfold(self, group):
        self.click(self.page.locator("summary").filter(has_text=group))

    def choose(self, name, label):
        self.clicks += 1
        self.page.locator(f"select[name={name!r}]").select_option(label=label)

    def suggest(self, name, typed, label):
        """Open a box that suggests, type a part of the name and take the suggestion."""
        self.click(self.page.locator(f"select[name={name!r}] + .select2 .select2-selection"))
        self.boxes += 1
        self.page.keyboard.type(typed)
        self.click(self.page.get_by_role("option", name=label, exact=True).or_(self.page.get_by_role("treeitem", name=label)))

    def attach(self, target, *files):
        """Press a button for files and choose some."""
        self.clicks += 1
        target.set_input_files(files)

    def wait_for_cursor(self, selector):
        self.page.locator(f"{selector}:focus").wait_for()

    def errors(self):
        """The messages of a refused form by the field that each stands beside."""
        self.page.locator(".errornote").wait_for()
        lists = self.page.locator(".errorlist[id]").all()
        return {
            told.get_attribute("id").removeprefix("id_").removesuffix("_error"): told.locator("li").all_inner_texts()
            for told in lists
        }


@contextmanager
def desk(chromium, server, user):
    """The Desk of `user`, who signs in at the door."""
    user.set_password(PASSWORD)
    user.save()
    with walker(chromium, server, width=WIDTH) as walked:
        walked.open("/quan-tri/login/")
        at = Desk(walked)
        at.type("username", user.username)
        at.type("password", PASSWORD)
        at.click(at.page.get_by_role("button", name="Đăng nhập"))
        at.page.wait_for_url("**/quan-tri/")
        yield at
