/** Words that end the standing names of newspaper columns. */
const ENDINGS = ['视角', '视点', '视野', '视线', '连线', '在线', '一线', '播报', '快报', '速递', '速览', '速读', '聚焦', '观察', '调查', '走访', '探访', '体验', '见闻', '日记', '点评', '关注', '看点', '热点', '焦点', '论坛', '论谈', '漫谈', '杂谈', '随笔', '时评', '快评', '短评', '锐评', '评论', '观点', '言论', '声音', '之窗', '窗口', '广场', '园地', '天地', '纪事', '纪实', '风采', '风采录', '进行时', '访谈', '对话', '札记', '手记', '专栏', '专题', '专版', '专刊', '简讯', '要闻', '新闻', '资讯', '动态', '集锦', '大家谈', '面对面', '零距离', '直通车', '第一线', '现场', '短波', '快讯', '副刊', '新聞', '要聞', '觀察', '觀點', '聲音', '論壇', '時評', '評論', '專欄', '專題', '快訊', '簡訊', '動態', '焦點', '熱點', '視點', '視野', '風采', '紀事', '紀實', '園地', '廣場', '訪談', '對話', '隨筆', '漫談'];
const LONGEST_BY_ENDING = 8;
const LONGEST = 14;

/** Whether a word is one that columns are named with: 手记, 观察 … */
export function isColumnWord(word: string): boolean {
  return ENDINGS.includes(word);
}

/** Whether a short line is by its words the standing title of a column: 一线视角, 某某先锋·某在行动. */
export function looksLikeColumnTitle(text: string): boolean {
  const name = text.replace(/[\s\u3000]/g, '');
  if (name.length < 2 || name.length > LONGEST || /[，。；：！？,;:!?\d]/.test(name)) return false;
  if (name.length <= LONGEST_BY_ENDING && ENDINGS.some((ending) => name.endsWith(ending) && name.length > ending.length)) return true;
  const halves = name.split(/[·•・]/);
  return halves.length === 2 && halves[0].length === halves[1].length && halves[0].length >= 3;
}

/** Whether a line of pinyin spells a line of Han: as many syllables as characters. */
export function spells(pinyin: string, han: string): boolean {
  return pinyin.trim().split(/[\s'’·]+/).length === han.replace(/[\s\u3000·]/g, '').length;
}
