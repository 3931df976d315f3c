"""The vocabulary of the corpus: words of public administration, and a long tail put together from syllables."""

from bisect import bisect
from collections.abc import Iterable
from itertools import accumulate
from random import Random

NOUNS = """
hồ sơ, thủ tục hành chính, người dân, cải cách hành chính, bộ phận một cửa, văn bản, cán bộ, công chức, kết quả, đơn
vị, doanh nghiệp, thời hạn, quy trình, dịch vụ công trực tuyến, cơ quan, kế hoạch, dữ liệu, nhiệm vụ, lãnh đạo,
phiếu hẹn, tổ chức, giấy tờ, biểu mẫu, bản sao, bản chính, lệ phí, mức phí, chữ ký số, tài khoản, căn cước, định
danh điện tử, trung tâm phục vụ hành chính công, ủy ban nhân dân, hội đồng nhân dân, văn phòng, phòng chuyên môn, tổ
dân phố, thôn bản, trưởng thôn, hộ gia đình, hộ kinh doanh, hợp tác xã, đăng ký khai sinh, đăng ký kết hôn, giấy
chứng nhận, quyền sử dụng đất, bản đồ địa chính, giấy phép xây dựng, chính sách, an sinh xã hội, bảo hiểm y tế, trợ
cấp, người cao tuổi, người khuyết tật, trẻ em, học sinh, giáo viên, trạm y tế, nhà văn hóa, hệ thống thông tin, phần
mềm, máy chủ, đường truyền, mạng nội bộ, an toàn thông tin, chuyển đổi số, chính quyền số, tổ công nghệ số cộng
đồng, cổng dịch vụ công, trang thông tin điện tử, hộp thư góp ý, đường dây nóng, phản ánh, kiến nghị, khiếu nại, tố
cáo, buổi tiếp dân, cuộc đối thoại, hội nghị, cuộc họp, biên bản, báo cáo, thông báo, quyết định, nghị quyết, chỉ
thị, công văn, tờ trình, đề án, chương trình, phương án, giải pháp, mô hình, sáng kiến, kinh nghiệm, điển hình,
phong trào, thi đua, khen thưởng, kỷ luật, kỷ cương, đạo đức công vụ, văn hóa công sở, vị trí việc làm, biên chế,
tinh gọn bộ máy, chức năng, thẩm quyền, phân cấp, ủy quyền, trách nhiệm, người đứng đầu, bí thư chi bộ, mặt trận,
đoàn thanh niên, hội phụ nữ, hội nông dân, hội cựu chiến binh, ngân sách, dự toán, quyết toán, tài sản công, đấu
thầu, đầu tư công, tự chủ tài chính, thu nhập, chi thường xuyên, chỉ số, mức độ hài lòng, phiếu khảo sát, điểm số,
xếp hạng, chỉ tiêu, tiến độ, tồn tại, hạn chế, nguyên nhân, bài học, niêm yết, công khai, minh bạch, kiểm tra, giám
sát, thanh tra, thẩm định, rà soát, đánh giá, phân loại, lưu trữ, kho dữ liệu, mã hồ sơ, bưu chính công ích, ngân
hàng, thanh toán, biên lai, hóa đơn, chứng thực, công chứng, hộ tịch, tư pháp, đất đai, môi trường, xây dựng, giao
thông nông thôn, thủy lợi, khuyến nông, chăn nuôi, trồng rừng, du lịch cộng đồng, chợ phiên, cửa khẩu, dân tộc thiểu
số, tôn giáo, nông thôn mới, giảm nghèo bền vững, nhà ở xã hội, việc làm, đào tạo nghề
"""
VERBS = """
tiếp nhận, giải quyết, thực hiện, hướng dẫn, kiểm tra, nộp, trả, nhận, công khai, niêm yết, rà soát, cắt giảm, đơn
giản hóa, phối hợp, triển khai, tổ chức, ban hành, bổ sung, hoàn thiện, cập nhật, số hóa, tra cứu, theo dõi, báo
cáo, đề xuất, trình, phê duyệt, phân công, giao, bố trí, tập huấn, tuyên truyền, vận động, hỗ trợ, giải thích, trả
lời, xin lỗi, khắc phục, rút ngắn, nâng cao, đổi mới, áp dụng, nhân rộng, đánh giá, xếp loại, khen thưởng, xử lý,
xác minh, thẩm tra, ký số, chuyển, lưu giữ, đối chiếu, chứng thực, thu, miễn, khảo sát, lắng nghe, đối thoại, ghi
nhận, tổng hợp, phân tích, so sánh, kết nối, chia sẻ, khai thác, bảo vệ, cảnh báo, nhắc việc, gia hạn, từ chối,
thông báo, mời, đón tiếp, chuẩn bị, kê khai, đăng ký
"""
ADJECTIVES = """
đúng hạn, trước hạn, đầy đủ, hợp lệ, rõ ràng, công khai, minh bạch, thuận tiện, nhanh gọn, kịp thời, đồng bộ, thống
nhất, thường xuyên, trực tiếp, trực tuyến, toàn trình, một phần, liên thông, tập trung, chủ động, nghiêm túc, tận
tình, chu đáo, chậm, quá hạn, thiếu, sai sót, phức tạp, đơn giản, mới, cũ, cấp bách, lâu dài, bền vững, hiệu quả,
thiết thực, cụ thể, khó khăn, xa xôi, đông đúc, vắng, ổn định, chính xác, an toàn, hiện đại, gần dân, cởi mở, bước
đầu, tiêu biểu, định kỳ
"""
PLACES = "tại, ở, trong, theo, về, qua, từ, đến, bằng, cùng, sau, trước, trên, giữa, ngoài, dưới, nhờ, vì"
LINKS = (
    "và, nên, nhưng, để, khi, vì, do đó, còn, nếu, đồng thời, trong khi, song, cho nên, rồi, tuy nhiên, bởi, mà, thì"
)
AUXILIARIES = (
    "đã, đang, sẽ, phải, được, cần, chưa, không, vẫn, còn, có thể, tiếp tục, bắt đầu, tự, cũng, thường, sớm, nên"
)
CLASSIFIERS = (
    "hồ sơ, lượt, trường hợp, văn bản, hộ, thôn, buổi, ý kiến, cuộc, đơn vị, phiếu, giờ, ngày làm việc, điểm, tổ"
)
QUANTIFIERS = "các, những, mỗi, một số, nhiều, toàn bộ, từng, phần lớn, hầu hết, mọi, vài, đa số"
ABBREVIATIONS = "UBND, TTHC, CCHC, HĐND, DVCTT, VNeID, MTTQ, CBCC, CNTT, BHYT, KT-XH, CSDL, GCN, QLNN, QPPL, TT&TT"
ISSUERS = "QĐ-UBND, KH-UBND, NĐ-CP, QĐ-TTg, TT-BNV, NQ-HĐND, CV-VP, TB-UBND, TT-BTP, BC-UBND"
SURNAMES = "Nguyễn, Trần, Lê, Phạm, Hoàng, Vũ, Đặng, Bùi, Lý, Nông, Vi, Triệu, Lương, Hà, Đỗ, Dương, Ma, La"
PLACE_KINDS = "xã, thôn, bản, phường, xóm, khu, tổ, cụm, chợ"

SYLLABLES = """
an ang anh ảnh ba bách bạch bài bàn bán bảng báo bảo bát bắc bằng bậc bậu bến bền bệ bích biên biển biện biệt bình
bộ bồi bổ bông bờ bút cách cải cảm canh cảnh cao cát căn cầm cần cấp câu cây chăm chân chấn chất chật chế chí chỉ
chiếu chính chợ chu chủ chúc chuẩn chung chuyên chữ chứng chức có cố cộng công cốt cơ cục cung củng cuộc cư cứ cường
cửa cựu danh dạng dâu dân dẫn dầu dịch diện diễn doanh dồi dụng duyên duyệt dự dược dưỡng đại đàm đảm đạo đào đáp
đạt đặc đẳng đăng đất đầu đề đệ điểm điền điển điện điều đình định đoàn đoạn độ đối đồi đồng động đức đương đường
gia giá giác giải giảm gian giáo giáp giao giấy giới giữ giúp góp gương hạ hải hàng hành hạn hạnh hào hậu hiến hiện
hiệp hiệu hình hoa hóa hòa họa hoạt hoàn học hội hộ hồ hỗ hợp huấn huệ hương hướng hữu kế kê kết khách khai khảo
kháng khánh khắc khê khiết khoa khoán khối khu khuyến kiểm kiến kiện kim kinh kỳ ký kỹ lạc làm lâm lãm làng lập lâu
lễ lệ lịch liên liệu linh loại long lộ lợi luân luận luật lúa lực lược lương lượng lưu mai mạng mạch mãn mẫu mật
miền miễn minh mộc mở mùa mục mương nam năng ngạch ngành ngân nghề nghị nghĩa nghiệm nghiệp ngọc ngôn nguồn nguyên
nhã nhân nhất nhiệm nhiên nhóm niên ninh nông nước ổn phác phái phát phạm phán phẩm phân phần pháp phòng phố phổ
phối phú phục phúc phụ phương quan quản quang quảng quân quê quốc quy quỹ quyền quyết rừng sách sản sáng sâm sinh
soát sơn sở số suối sự sức tác tài tái tam tâm tầm tân tập tây thái thành thanh thảo thạch thâm thân thẩm thắng thế
thể thi thiết thiện thịnh thọ thôn thông thống thời thu thú thủ thuận thuật thuế thủy thư thử thực thượng thường
tích tiếp tiến tiêu tín tinh tình tỉnh tính toàn toán tổ tổng tôn trạm trang trà trấn trật tre triển triệu trị trình
trọng trợ trung trúc truyền trưng trường tuấn tục tuyên tuyển tư từ tự tương ứng ưu vạn văn vận vật vệ việc viên
viện vinh vĩnh vọng vùng vụ vườn vững xã xanh xác xét xuân xuất xứ xưởng ý yên yêu yếu
"""


class Dice:
    """Choices that are the same on every machine: only `Random.random` is promised to stay as it is."""

    def __init__(self, seed: str) -> None:
        self._random = Random(seed).random

    def below(self, count: int) -> int:
        """Return a whole number from 0 to `count` - 1."""
        return int(self._random() * count)

    def between(self, low: int, high: int) -> int:
        """Return a whole number from `low` to `high`, both included."""
        return low + self.below(high - low + 1)

    def chance(self, share: float) -> bool:
        """Return True in this share of the calls."""
        return self._random() < share

    def pick(self, words: "Words") -> str:
        """Return a word, each as often as its rank says."""
        return words.at(self._random())


class Words:
    """Words by rank: the one of rank r comes up in proportion to 1 / (r + 3), as in natural text."""

    def __init__(self, words: Iterable[str]) -> None:
        self.items = tuple(dict.fromkeys(words))
        self._sums = tuple(accumulate(1 / (rank + 3) for rank in range(len(self.items))))

    def at(self, share: float) -> str:
        """Return the word where this share (from 0 to below 1) of all uses is reached."""
        return self.items[min(bisect(self._sums, share * self._sums[-1]), len(self.items) - 1)]


def _listed(text: str) -> list[str]:
    return [word for part in text.split(",") if (word := " ".join(part.split()))]


def _compounds(dice: Dice, count: int) -> list[str]:
    syllables = SYLLABLES.split()
    made: dict[str, None] = {}
    while len(made) < count:
        first, second = (syllables[dice.below(len(syllables))] for _ in range(2))
        if first != second:
            made[f"{first} {second}"] = None
    return list(made)


def _names(dice: Dice, count: int) -> list[str]:
    return [compound.title() for compound in _compounds(dice, count)]


class Vocabulary:
    """All words that posts are written with; every corpus has the same."""

    def __init__(self) -> None:
        dice = Dice("vocabulary")
        self.nouns = Words([*_listed(NOUNS), *_compounds(dice, 2600)])
        self.verbs = Words([*_listed(VERBS), *_compounds(dice, 600)])
        self.adjectives = Words([*_listed(ADJECTIVES), *_compounds(dice, 400)])
        self.places = Words(_listed(PLACES))
        self.links = Words(_listed(LINKS))
        self.auxiliaries = Words(_listed(AUXILIARIES))
        self.classifiers = Words(_listed(CLASSIFIERS))
        self.quantifiers = Words(_listed(QUANTIFIERS))
        self.abbreviations = Words(_listed(ABBREVIATIONS))
        self.issuers = Words(_listed(ISSUERS))
        self.place_kinds = Words(_listed(PLACE_KINDS))
        self.place_names = Words(_names(dice, 240))
        surnames = _listed(SURNAMES)
        self.people = Words(f"{surnames[dice.below(len(surnames))]} {given}" for given in _names(dice, 300))
        self.tags = Words([*_listed(NOUNS)[:60], *_compounds(dice, 60)])
