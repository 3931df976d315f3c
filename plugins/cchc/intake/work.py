"""From a folder to drafts: one article after the other, each written whole before the next is looked at."""

import tempfile
from pathlib import Path, PurePosixPath

from cchc import shrink
from cchc.intake import bundles, drafts, reading, twins, units
from cchc.intake.bundles import Bundle
from cchc.intake.drafts import Material
from cchc.intake.result import Left, Result
from cchc.intake.tree import Gatherer, Item
from cchc.intake.units import Finder
from cchc.locale import Text, Translator, say
from cchc.model import SetupError, Site
from cchc.new import files
from cchc.new.files import Draft
from cchc.schema import Vocabulary
from cchc.word.package import RefusedError


class Intake:
    """Takes in one folder for one site; the result grows on the way, so that who is stopped knows what was done."""

    def __init__(self, site: Site, unit: str, translate: Translator, *, dry_run: bool) -> None:
        """Take `unit` for what nothing else tells the unit of."""
        self.result = Result()
        self._site = site
        self._unit = unit
        self._translate = translate
        self._dry_run = dry_run
        self._finder = Finder(site.config.plugin, Vocabulary(site.config.plugin).units)
        self._known = twins.known(site)

    def take(self, folder: Path) -> Result:
        """Make drafts of what a folder holds."""
        with tempfile.TemporaryDirectory(prefix="cchc-") as scratch:
            top = Gatherer(self.result, Path(scratch)).read(folder)
            for bundle in bundles.sort(top, self._is_unit_folder, self.result):
                self._one(bundle, folder.name, Path(scratch))
        return self.result

    def _one(self, bundle: Bundle, top: str, scratch: Path) -> None:
        """Make a draft of one article, or say why there is none."""
        try:
            reason = self._made(bundle, top, scratch)
        except RefusedError as error:
            reason = error.reason
        except SetupError as error:
            reason = say("không thành bài được ({reason})", reason=str(error))
        except OSError as error:
            reason = say("không đọc hoặc ghi được ({reason})", reason=error.strerror or str(error))
        if reason:
            self._leave(bundle.text, reason)
            for picture in bundle.pictures:
                self._leave(picture, say("đi kèm {file}, chưa nhận", file=bundle.text.name))

    def _made(self, bundle: Bundle, top: str, scratch: Path) -> Text | None:
        """Make a draft of an article that there is not yet; return why there is none where somebody has to act."""
        site, translate = self._site, self._translate
        twin = self._known.of_file(bundle.text.mark)
        if twin:
            self._pass(bundle, twin)
            return None
        read = reading.read(bundle.text.file, site.config.plugin, self._is_unit, translate)
        title = read.article.title
        text = read.article.markdown([""] * len(read.article.pictures), translate)
        if not (title or text.strip()):
            return say("không có chữ nào trong tệp")
        if drafts.is_legacy(f"{title}\n{text}"):
            return _LEGACY
        twin = self._known.of_text(text)
        if twin:
            self._pass(bundle, twin)
            return None
        twin = self._known.of_title(title)
        if twin:
            return say("cùng tiêu đề với {other}, nội dung khác: so hai bài rồi sửa bài đã có", other=str(twin))
        folders = [top, *bundle.folders] if top else list(bundle.folders)
        found = units.find(self._finder, folders, bundle.mail, bundle.text.shown.stem, read.lines)
        unit, unit_by = found or (self._unit, say("theo --unit") if self._unit else None)
        material = Material(
            bundle=bundle,
            reading=read,
            unit=unit,
            unit_by=unit_by,
            nearest=next((near for name in reversed(folders) if (near := self._finder.nearest(name))), None),
            pictures=tuple(
                drafts.pictures(((str(item.shown), item.file) for item in bundle.pictures), self.result.left.append)
            ),
        )
        draft, made = drafts.make(site, material, self._known.ids, translate, scratch)
        self._check_place(draft)
        if not self._dry_run:
            files.write(site.config.root, draft)
        self.result.made.append(made)
        self._known.add(draft.path, draft.text, made.title, front_id(draft))
        return None

    def _check_place(self, draft: Draft) -> None:
        """Raise SetupError where a link below posts/ leads elsewhere."""
        config = self._site.config
        posts = (config.root / config.posts_dir).resolve()
        if not (config.root / draft.path).parent.resolve().is_relative_to(posts):
            text = say("{folder} là một liên kết ra ngoài {posts}", folder=str(draft.path.parent), posts=posts.name)
            raise SetupError(text.render(self._translate))

    def _is_unit(self, name: str) -> bool:
        return self._finder.of_line(name) is not None

    def _is_unit_folder(self, name: str) -> bool:
        return self._finder.of_folder(name) is not None

    def _leave(self, item: Item, reason: Text) -> None:
        self.result.left.append(Left(str(item.shown), reason))

    def _pass(self, bundle: Bundle, twin: PurePosixPath) -> None:
        """Say that an article is there already; a picture that its post does not have is for somebody to see to."""
        self.result.passed.append(Left(str(bundle.text.shown), say("đã có ở {other}", other=str(twin))))
        beside = self._site.config.root / twin.parent
        for picture in bundle.pictures:
            kept = shrink.fitted(picture.file, drafts.LONGEST)
            is_there = kept and any(files.holds(file, kept[0]) for file in beside.glob(f"*{kept[1]}"))
            if is_there or (kept and self._dry_run and twin not in self._site.files):
                self.result.passed.append(Left(str(picture.shown), say("đã có cạnh {other}", other=str(twin))))
            else:
                reason = say("bài đã có ở {other} mà chưa có ảnh này: cần thì chép vào cạnh bài", other=str(twin))
                self._leave(picture, reason)


_LEGACY = say(
    "viết bằng bảng mã cũ (TCVN3, VNI): chuyển sang Unicode (UniKey: Ctrl+Shift+F6) và phông Times New Roman, "
    "rồi thử lại"
)


def front_id(draft: Draft) -> str:
    """Return the address that a draft is going to have."""
    year, month = draft.path.parts[-3:-1]
    return f"{year}/{month}/{draft.path.stem}"
