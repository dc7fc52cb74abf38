import { inBothScripts } from './traditional';

/** Currencies as data, in lines like those of `unitTables.ts`: `code factor: words`. */

/** Currencies after the number. 角, 分, cents are hundredths of the currency. */
export const CURRENCIES = `
CNY 1: 元 圆 块 块钱 元人民币 人民币元 人民币 元整 圆整 元正 圆正 RMB CNY 元钱 块人民币
CNY 0.1: 角 毛 角钱 毛钱
CNY 0.01: 分钱
USD 1: 美元 美金 USD 美圆 元美金 $ US$
USD 0.01: 美分
HKD 1: 港元 港币 港圆 港纸 HKD 元港币
TWD 1: 新台币 台币 TWD 元新台币
MOP 1: 澳门元 澳门币 葡币 MOP
JPY 1: 日元 日圆 日币 JPY 円
EUR 1: 欧元 EUR €
EUR 0.01: 欧分
GBP 1: 英镑 镑 GBP £
GBP 0.01: 便士
RUB 0.01: 戈比
AUD 0.01: 澳分
DEM 0.01: 芬尼
HKD 0.01: 港仙
CHF 1: 瑞士法郎 瑞郎 CHF
FRF 1: 法郎 法国法郎
AUD 1: 澳元 澳大利亚元 澳币 AUD
NZD 1: 新西兰元 纽元 纽币 NZD
CAD 1: 加元 加拿大元 加币 CAD
SGD 1: 新加坡元 新元 新币 坡币 SGD
KRW 1: 韩元 韩圆 韩币 韩圜 KRW
KPW 1: 朝鲜元
RUB 1: 卢布 俄罗斯卢布 RUB
INR 1: 卢比 印度卢比 INR
PKR 1: 巴基斯坦卢比
IDR 1: 印尼盾 印度尼西亚盾 IDR
VND 1: 越南盾 越盾 VND
THB 1: 泰铢 铢 泰币 THB
MYR 1: 林吉特 令吉 马币 马来西亚令吉 马来西亚林吉特 MYR
PHP 1: 菲律宾比索 披索 菲币 PHP
MXN 1: 墨西哥比索 MXN
COP 1: 哥伦比亚比索
ARS 1: 阿根廷比索
CLP 1: 智利比索
比索 1: 比索
MNT 1: 图格里克
KZT 1: 坚戈
UAH 1: 格里夫纳
PLN 1: 兹罗提
CZK 1: 捷克克朗
SEK 1: 瑞典克朗
NOK 1: 挪威克朗
DKK 1: 丹麦克朗
ISK 1: 冰岛克朗
克朗 1: 克朗
HUF 1: 福林
TRY 1: 土耳其里拉 里拉
ITL 1: 意大利里拉
DEM 1: 德国马克 马克
FIM 1: 芬兰马克
ILS 1: 谢克尔 以色列谢克尔
SAR 1: 沙特里亚尔 里亚尔
IRR 1: 伊朗里亚尔
AED 1: 迪拉姆 阿联酋迪拉姆
KWD 1: 科威特第纳尔
第纳尔 1: 第纳尔
EGP 1: 埃及镑
ZAR 1: 兰特 南非兰特
NGN 1: 奈拉
KES 1: 肯尼亚先令
先令 1: 先令
BRL 1: 雷亚尔 巴西雷亚尔
PEN 1: 索尔
BDT 1: 塔卡
MMK 1: 缅元 缅币 缅甸元 缅甸缅元
LAK 1: 基普
KHR 1: 瑞尔
BTC 1: 比特币
ILS 1: 新谢克尔 以色列新谢克尔
PLN 1: 波兰兹罗提
HUF 1: 匈牙利福林
KZT 1: 哈萨克斯坦坚戈
MNT 1: 蒙古图格里克 蒙古国图格里克
KHR 1: 柬埔寨瑞尔
LAK 1: 老挝基普
LKR 1: 斯里兰卡卢比
NPR 1: 尼泊尔卢比
MUR 1: 毛里求斯卢比
BDT 1: 孟加拉塔卡 孟加拉国塔卡
IQD 1: 伊拉克第纳尔
JOD 1: 约旦第纳尔
BHD 1: 巴林第纳尔
LYD 1: 利比亚第纳尔
TND 1: 突尼斯第纳尔
DZD 1: 阿尔及利亚第纳尔
RSD 1: 塞尔维亚第纳尔
QAR 1: 卡塔尔里亚尔
OMR 1: 阿曼里亚尔
YER 1: 也门里亚尔
MAD 1: 摩洛哥迪拉姆
SYP 1: 叙利亚镑
LBP 1: 黎巴嫩镑
SDG 1: 苏丹镑
IEP 1: 爱尔兰镑
UGX 1: 乌干达先令
TZS 1: 坦桑尼亚先令
ATS 1: 奥地利先令
GHS 1: 塞地 加纳塞地
ZMW 1: 克瓦查 赞比亚克瓦查
AOA 1: 宽扎 安哥拉宽扎
ETB 1: 埃塞俄比亚比尔
NGN 1: 尼日利亚奈拉
UZS 1: 苏姆 乌兹别克斯坦苏姆
KGS 1: 索姆 吉尔吉斯斯坦索姆
TJS 1: 索莫尼 塔吉克斯坦索莫尼
AZN 1: 阿塞拜疆马纳特
TMT 1: 土库曼斯坦马纳特
马纳特 1: 马纳特
GEL 1: 格鲁吉亚拉里
AMD 1: 德拉姆 亚美尼亚德拉姆
BYN 1: 白俄罗斯卢布
UAH 1: 乌克兰格里夫纳
RON 1: 列伊 罗马尼亚列伊
BGN 1: 列弗 保加利亚列弗
HRK 1: 库纳 克罗地亚库纳
PEN 1: 秘鲁索尔 新索尔
BOB 1: 玻利维亚诺
PYG 1: 瓜拉尼 巴拉圭瓜拉尼
UYU 1: 乌拉圭比索
古巴比索 1: 古巴比索
DOP 1: 多米尼加比索
VES 1: 玻利瓦尔 委内瑞拉玻利瓦尔
CRC 1: 科朗 哥斯达黎加科朗
JMD 1: 牙买加元
BSD 1: 巴哈马元
FJD 1: 斐济元
NAD 1: 纳米比亚元
ZWL 1: 津巴布韦元
BND 1: 文莱元
XCD 1: 东加勒比元
XOF 1: 西非法郎
XAF 1: 中非法郎
BEF 1: 比利时法郎
NLG 1: 荷兰盾
ESP 1: 比塞塔 西班牙比塞塔
GRD 1: 德拉克马 希腊德拉克马
MVR 1: 拉菲亚 马尔代夫拉菲亚
AFN 1: 阿富汗尼
SDR 1: 特别提款权
`;

/** Currency signs and codes before the number, longest first where one begins another. */
export const CURRENCY_SIGNS: readonly (readonly [string, string])[] = [
  ['US$', 'USD'], ['HK$', 'HKD'], ['NT$', 'TWD'], ['A$', 'AUD'], ['AU$', 'AUD'], ['C$', 'CAD'], ['S$', 'SGD'], ['R$', 'BRL'],
  ['$', 'USD'], ['＄', 'USD'], ['￥', 'CNY'], ['¥', 'CNY'], ['€', 'EUR'], ['£', 'GBP'], ['￡', 'GBP'], ['₩', 'KRW'], ['₽', 'RUB'],
  ['₹', 'INR'], ['฿', 'THB'], ['₫', 'VND'], ['₱', 'PHP'], ['₺', 'TRY'], ['₴', 'UAH'], ['₪', 'ILS'], ['RM', 'MYR'],
  ['人民币', 'CNY'], ['人民幣', 'CNY'], ['RMB', 'CNY'], ['HK＄', 'HKD'], ['US＄', 'USD'], ['CA$', 'CAD'], ['CAN$', 'CAD'], ['NZ$', 'NZD'], ['JP¥', 'JPY'], ['CN¥', 'CNY'],
  ...currencyCodes().map((code) => [code, code] as const),
  ...currencyNames([['HKD', '港币 港元'], ['MOP', '澳门元 澳门币 葡币'], ['TWD', '新台币 台币'], ['USD', '美元 美金'], ['EUR', '欧元'], ['GBP', '英镑'], ['JPY', '日元 日币'],
    ['KRW', '韩元 韩币'], ['AUD', '澳元'], ['CAD', '加元 加币'], ['SGD', '新加坡元 新币'], ['RUB', '卢布'], ['INR', '卢比'], ['THB', '泰铢'], ['CHF', '瑞士法郎'], ['VND', '越南盾']]),
];

/** Names of currencies that also stand before the number: 港币100元, 美元500. */
function currencyNames(table: readonly (readonly [code: string, names: string])[]): [string, string][] {
  return table.flatMap(([code, names]) => names.split(' ').flatMap(inBothScripts).map((name): [string, string] => [name, code]));
}

/** The codes of ISO 4217 in the table above. */
export function currencyCodes(): string[] {
  return [...new Set(CURRENCIES.match(/^[A-Z]{3}(?= )/gm))];
}
