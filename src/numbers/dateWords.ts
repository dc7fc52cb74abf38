/** What can follow a year or month and be part of the date. Longest first. */
export const YEAR_MODIFIERS = ['第一季度', '第二季度', '第三季度', '第四季度', '一季度', '二季度', '三季度', '四季度', '上半年', '下半年', '年底', '年初', '年末', '年中', '全年', '初', '底', '末', '中期', '中', '第1季度', '第2季度', '第3季度', '第4季度', '1季度', '2季度', '3季度', '4季度', '前三季度', '前3季度', '前两季度', '春季', '夏季', '秋季', '冬季', '春天', '夏天', '秋天', '冬天'];
/** Seasons in one character; they modify a year where no word goes on. */
export const SEASONS = '春夏秋冬';
export const MONTH_MODIFIERS = ['上中旬', '中下旬', '上旬', '中旬', '下旬', '月初', '月底', '月末', '月中', '初', '底', '末', '中'];
/** 中 after a month begins another word before these. */
export const AFTER_MIDDLE = '国央共心学方小文华东西南北部医期标间有的级考';
/** 号 names a thing, no day, before these. */
export const NUMBERED = '楼院门厂车线馆厅桌位床机井矿窗店铺文令公决台坑棚池塔墓隧桥泊码高国省县舱段岛房室球选';
/** 月 begins or ends another word before these. */
export const NOT_MONTH = '亮球饼牙嫂票薪租卡台子息色夜工均季牌';
/** 日 begins another word before these. */
export const NOT_DAY = '元圆本均产军报游化币常程照用式系语内夜';

/** The first year of an era of reign or state; 民国二年 is 1913. */
export const ERAS: Readonly<Record<string, number>> = {
  民国: 1912, 洪武: 1368, 永乐: 1403, 宣德: 1426, 成化: 1465, 弘治: 1488, 正德: 1506, 嘉靖: 1522, 隆庆: 1567, 万历: 1573, 崇祯: 1628,
  顺治: 1644, 康熙: 1662, 雍正: 1723, 乾隆: 1736, 嘉庆: 1796, 道光: 1821, 咸丰: 1851, 同治: 1862, 光绪: 1875, 宣统: 1909,
  建安: 196, 太康: 280, 永和: 345, 开皇: 581, 大业: 605, 武德: 618, 永徽: 650, 至德: 756, 大历: 766, 贞元: 785, 元和: 806, 长庆: 821, 咸通: 860,
  建隆: 960, 雍熙: 984, 咸平: 998, 景德: 1004, 天圣: 1023, 庆历: 1041, 皇祐: 1049, 嘉祐: 1056, 治平: 1064, 熙宁: 1068, 元丰: 1078, 元祐: 1086, 绍圣: 1094, 崇宁: 1102,
  政和: 1111, 宣和: 1119, 靖康: 1126, 建炎: 1127, 乾道: 1165, 淳熙: 1174, 端平: 1234, 咸淳: 1265, 至元: 1264, 至正: 1341, 建文: 1399, 正统: 1436, 景泰: 1450, 天顺: 1457,
  天启: 1621, 天聪: 1627, 崇德: 1636, 贞观: 627, 开元: 713, 天宝: 742, 明治: 1868, 大正: 1912, 昭和: 1926, 平成: 1989, 令和: 2019,
};
