/** Characters of the words in our tables in both scripts, simplified before traditional. */
const PAIRS = '个個 块塊 条條 张張 间間 处處 种種 类類 笔筆 双雙 对對 场場 届屆 辆輛 栋棟 项項 颗顆 盏盞 层層 级級 号號 岁歲 周週 时時 钟鐘 点點 亿億 '
  + '万萬 吨噸 亩畝 顷頃 两兩 厘釐 华華 摄攝 镑鎊 币幣 圆圓 欧歐 卢盧 韩韓 兰蘭 纽紐 亚亞 马馬 来來 铢銖 课課 学學 轮輪 门門 页頁 册冊 户戶 头頭 只隻 台臺 '
  + '壶壺 车車 队隊 组組 节節 国國 县縣 区區 乡鄉 镇鎮 厂廠 馆館 岛島 桥橋 声聲 钱錢 龄齡 虚虛 标標 针針 剂劑 胜勝 负負 败敗 盘盤 书書 环環 顶頂 战戰 伤傷 银銀 铜銅 '
  + '兹茲 贝貝 尔爾 码碼 术術 纪紀 农農 历曆 阴陰 旧舊 后後 这這 礼禮 约約 余餘 几幾 数數 过過 达達 为爲 将將 内內 开開 满滿 应應 总總 无無 实實 东東 阳陽 风風 云雲 '
  + '飞飛 鸟鳥 传傳 变變 业業 军軍 单單 员員 团團 别別 坛壇 圣聖 诞誕 儿兒 妇婦 劳勞 动動 师師 庆慶 清清 领領 众眾 响響 费費 价價 贵貴 载載 转轉 赫赫 赢贏 财財';

const TRADITIONAL = new Map<string, string>();
for (const pair of PAIRS.split(' ')) TRADITIONAL.set(pair.charAt(0), pair.charAt(1));

/** The word, and the word in traditional characters where it is written otherwise. */
export function inBothScripts(word: string): readonly string[] {
  const traditional = Array.from(word, (mark) => TRADITIONAL.get(mark) ?? mark).join('');
  return traditional === word ? [word] : [word, traditional];
}
