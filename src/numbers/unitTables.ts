/**
 * Units as data. A line is `canonical factor: words`; the
 * factor may be a quotient (10/3). Extend a line to teach a new word.
 */

/** Physical units. Latin ones match where no Latin letter follows. */
export const MEASURES = `
m 1: 米 公尺 m
m 1000: 公里 千米 km KM Km
m 500: 里 华里 市里 里地 里路
m 0.1: 分米 dm
m 0.01: 厘米 公分 cm CM
m 0.001: 毫米 mm MM
m 1e-6: 微米 μm um
m 1e-9: 纳米 nm
m 10/3: 丈
m 1/3: 尺 市尺
m 1/30: 寸
m 0.0254: 英寸 吋 inch
m 0.3048: 英尺 呎 ft
m 0.9144: 码
m 1609.344: 英里 哩 mile miles
m 1852: 海里 浬
m 9460730472580800: 光年
m2 1: 平方米 平米 平方公尺 ㎡ m² m2 平方
m2 1e6: 平方公里 平方千米 km² km2
m2 1e-4: 平方厘米 cm² cm2
m2 0.01: 平方分米 dm²
m2 1e-6: 平方毫米 mm² mm2
m2 10000: 公顷 ha
m2 2000/3: 亩 市亩
m2 200/3: 分地
m2 100: 公亩
m2 4046.8564224: 英亩
m2 0.09290304: 平方英尺
m2 0.83612736: 平方码
m2 2589988.110336: 平方英里
m2 0.00064516: 平方英寸
m2 1/9: 平方尺
m2 100/9: 平方丈
m2 200000/3: 顷 市顷
m3 1: 立方米 立方 m³ m3
m3 1e9: 立方公里 立方千米
m3 1e-6: 立方厘米 cm³ 毫升 ml mL ML cc
m3 0.001: 升 公升 立方分米 L dm³
m3 0.003785411784: 加仑
m3 1e-5: 厘升 cl
m3 1e-4: 分升 dL dl
m3 1e-9: 微升 μL μl
m3 0.028316846592: 立方英尺
m3 1.6387064e-5: 立方英寸
m3 0.764554857984: 立方码
m3 0.00056826125: 品脱
m3 0.00113652: 夸脱
m3 0.03636872: 蒲式耳
kg 1: 公斤 千克 kg KG Kg
kg 0.5: 斤 市斤
kg 0.05: 两
kg 0.001: 克 g
kg 1e-6: 毫克 mg
kg 1e-9: 微克 μg ug
kg 1000: 吨 公吨 t
kg 0.45359237: 磅 英磅 lb lbs
kg 0.028349523125: 盎司 oz
kg 50: 市担
kg 100: 公担
kg 1000: 吨标准煤 吨标煤 吨油当量
kg 6.35029318: 英石
kg 1016.0469088: 长吨
kg 907.18474: 短吨
kg/m2 1: 公斤/平方米 千克/平方米
m3/d 1: 立方米/日 立方米/天
m3/h 1: 立方米/小时 立方米/时
kg 0.0002: 克拉
m/s 1: 米/秒 米每秒 m/s
m/s 1/3.6: 公里/小时 公里/时 千米/小时 千米每小时 公里每小时 千米/时 km/h KM/H
m/s 1000: 公里/秒 千米/秒 千米每秒 公里每秒 km/s
m/s 0.01: 厘米/秒 cm/s
m/s 0.001: 毫米/秒 mm/s
m/s 1/60: 米/分 米/分钟 米每分钟
m/s 0.44704: 英里/小时 英里每小时 mph
m/s 0.514444444444444: 节 海里/小时 海里每小时
Mach 1: 马赫
m/s2 1: 米每秒平方 m/s²
m3/s 1: 立方米/秒 立方米每秒 m³/s
W 1: 瓦 瓦特 W
W 1000: 千瓦 kW KW kw
W 1e6: 兆瓦 MW
W 1e9: 吉瓦 GW
W 0.001: 毫瓦 mW
W 735.49875: 马力
J 3600000: 千瓦时 千瓦·时 千瓦小时 kWh KWh kwh kW·h 度电
J 3.6e9: 兆瓦时 MWh
J 3.6e12: 吉瓦时 GWh
J 3.6e15: 太瓦时 TWh
J 1e6: 兆焦 兆焦耳 MJ
J 1e9: 吉焦 GJ
J 1.602176634e-19: 电子伏 电子伏特 eV
J 1: 焦 焦耳
J 1000: 千焦 千焦耳 kJ
J 4.184: 卡路里
J 4184: 千卡 大卡 kcal
V 1: 伏 伏特 V
V 1000: 千伏 kV KV
V 0.001: 毫伏 mV
A 1: 安培
Ah 1: 安时 Ah
Ah 0.001: 毫安时 mAh
VA 1000: 千伏安 kVA
VA 1e6: 兆伏安 MVA
Ω 1: 欧姆 Ω
Ω 1000: 千欧 kΩ
Ω 1e6: 兆欧 MΩ
F 1: 法拉
F 1e-6: 微法 μF
Sv 1: 西弗 Sv
Sv 0.001: 毫西弗 mSv
Sv 1e-6: 微西弗 μSv
Bq 1: 贝克勒尔 贝克 Bq
cd 1: 坎德拉
N·m 1: 牛·米 牛米 N·m Nm
Hz 1: 赫兹 赫 Hz
Hz 1000: 千赫 千赫兹 kHz
Hz 1e6: 兆赫 兆赫兹 MHz
Hz 1e9: 吉赫 吉赫兹 GHz
Hz 1e12: 太赫兹 THz
Pa 1: 帕 帕斯卡 Pa
Pa 100: 百帕 毫巴 hPa mbar
Pa 1000: 千帕 kPa
Pa 1e6: 兆帕 MPa
Pa 1e9: 吉帕 GPa
Pa 6894.757: psi
Pa 133.322387415: 毫米汞柱 mmHg
Pa 101325: 大气压 个大气压 标准大气压 个标准大气压
N 1: 牛顿
N 1000: 千牛 kN
N 1e6: 兆牛 MN
B 1: 字节 byte bytes
B 1024: KB kB 千字节
B 1048576: MB 兆字节
B 1073741824: GB 吉字节
B 1099511627776: TB 太字节
B 1125899906842624: PB 拍字节
B 1152921504606846976: EB 艾字节
B 1180591620717411303424: ZB 泽字节
bit 1: 比特 位元 bit
bit 1e6: 兆比特
bit 1e9: 吉比特
bit/s 1e3: Kbps kbps
bit/s 1e6: Mbps mbps 兆比特/秒 兆比特每秒
bit/s 1e9: Gbps 吉比特/秒
bit/s 1e12: Tbps
bit/s 1: bps 比特/秒
px 1: 像素
dB 1: 分贝 dB
lx 1: 勒克斯
mol 1: 摩尔 mol
mol/L 0.001: 毫摩尔/升
° 1: 度 °
° 1/60: ′
° 1/3600: ″
r/min 1: 转/分 转/分钟 转每分 转每分钟 rpm r/min
A 0.001: 毫安 mA
J 3600: 瓦时 Wh
lm 1: 流明
kg/m3 1: 千克/立方米 公斤/立方米
kg/m3 0.001: 毫克/升 mg/L 克/立方米
kg/m3 1e-9: 微克/立方米 μg/m³
kg/m3 1e-6: 毫克/立方米 mg/m³ 微克/升
kg/m3 1000: 克/立方厘米 克/毫升
B/s 1e3: KB/s
B/s 1e6: MB/s 兆字节/秒 兆字节每秒
B/s 1e9: GB/s
`;

/** 摄氏 and 华氏; the canonical unit is ℃. */
export const TEMPERATURES = `
℃ 1: ℃ °C 摄氏度 度C °c
℉ 1: ℉ °F 华氏度
K 1: 开尔文
`;

/** Stretches of time. A month and a year have no fixed length in seconds: their canonical unit is the month. */
export const DURATIONS = `
s 1: 秒 秒钟 s
s 0.001: 毫秒 ms
s 1e-6: 微秒 μs
s 60: 分钟 min
s 900: 刻钟
s 3600: 小时 个小时 钟头 个钟头 个钟 h
s 7200: 个时辰 时辰
s 86400: 天 日 昼夜 个昼夜 个工作日 工作日 个交易日 交易日 个自然日 日龄
s 604800: 周 星期 个星期 礼拜 个礼拜 个周
month 1: 个月 个月份
month 3: 个季度
month 12: 年 周年 个年头 年头 个年度
month 1200: 个世纪
`;

/** Age: the canonical unit is the year. */
export const AGES = `
year 1: 岁 周岁 虚岁 旬
`;

/** Classifiers and nouns that count like one, taken after any numeral. */
export const CLASSIFIERS = `
个 名 位 家 户 只 双 台 辆 架 艘 座 栋 幢 套 件 条 项 支 枚 颗 粒 张 份 幅 篇 册 部 场 次 届 批 期 种 类 款 例 起 宗 笔 本
所 间 处 块 株 棵 朵 束 串 根 把 人次 人份 场次 批次 架次 车次 班次 班列 艘次 台次 户次 件次 头次 例次 剂次 针次 台套 标箱 标准箱
人 人口 口人 盒 瓶 箱 袋 桶 罐 杯 碗 壶 筒 卷 捆 副 匹 尾 羽 扇 盏 尊 课时 学时 学分 首 轮 局 层 级 站 趟 遍 回合 倍 番
床 票 滴 对 堂 幕 胎 股 车道 车位 床位 席位 梯次 成员国 方面 部门 环节 领域 维度 板块 版块 代人 大类 省份 城市 国家 地区 字节数 楼层 单元 页
部分 大部分 波 周次 人家 大项 小项 分项 岁孩子 顿 公里标 点 大 打
`;

/** Taken only after Arabic digits or a numeral of several characters: after one Chinese digit they make words (两省, 三国, 四海). */
export const LOOSE_CLASSIFIERS = `
省 市 县 区 州 镇 乡 村 国 校 馆 厂 店 方 平 港 岛 湖 河 桥 州市 省区市 省市 省区 市县 县市 县区 区县 市州 乡镇 镇街 村居 街道 社区
道 面 头 口 叶 担 眼 阵 通 样 分 手 步 节 章 句 字 段 发 金 银 铜 任 列 队 班 组 排 单 门 包 脚 拳 枪 圈 品 行 重 声 片 代 回
针 席 边 角 环 版 餐 剂 稿 集 顶 具 峰 死 伤 战 胜 负 平局 季 连胜 连败 届次 盘 桌 本书 课 族 民族 人组 吨公里 人公里 吨海里
`;

/** Ordinals without 第: the floor of a house, a class at school. */
export const ORDINAL_UNITS = `
楼 年级 号楼 号院 号门 号厂房 号车间 号仓库 号馆 号厅 号桌 号位 号床 号机组 号机 号井 号矿 号窗口 号店 号铺 季度
`;

/** Shares. 成 and 折 are read as per cent (三成 is 30, 七五折 is 75); the others keep the number as written. */
export const PERCENTS = `
% 1: % ％ 百分点 个百分点 个百分比
% 0.1: ‰ 个千分点 千分点
% 0.01: ‱ 个基点 基点
% 0.0001: ppm
成 1: 成
折 1: 折
`;
