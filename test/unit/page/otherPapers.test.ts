import assert from 'node:assert/strict';
import type { Page } from '../../../src/page/page';
import { readPage } from '../../../src/page/readPage';
import { wrap } from './brokenPages';

const cut = (text: string, width: number): string => wrap(text, width).join('\n');
const titles = ({ articles }: Page): (string | null)[] => articles.map(({ title }) => title);
const makers = ({ articles }: Page): string[][] => articles.map(({ names }) => names.map(({ role, name }) => `${role} ${name}`));
const kindsOf = ({ paragraphs }: Page): string[] => paragraphs.map(({ kind }) => kind);

describe('pages of other papers', () => {
  it('of Hong Kong: datelines in brackets, titles over a short column, a note on the writers', () => {
    const page = readPage([
      '本港新聞', '',
      '天台墟市復辦　街坊重聚堤岸', '「一磚一瓦都是記憶」', '',
      cut('【本報訊】停辦兩年的海旁天台墟市昨日復辦，吸引逾三千名街坊到場。大會設有五十六個攤檔，售賣手工皂、舊唱片及二手書。', 11), '',
      cut('主辦單位「海旁街坊會」表示，今年特別預留十個攤位予青年人試業，三個月免租。會長曾慕雪說：「我們不是要賺錢，只想給年輕人一個機會。」', 11),
      '（記者　石念慈　攝影　韓棠）', '',
      '圖為市民在天台選購二手書。（韓棠攝）', '',
      '渡輪加班疏導人流', '',
      cut('【本報訊】為配合墟市復辦，渡輪公司周末加開十二班航次，末班船延至晚上十一時半。', 11),
    ].join('\n'));
    assert.deepEqual(kindsOf(page), ['columnTitle', 'headline', 'headline', 'body', 'body', 'signature', 'caption', 'headline', 'body']);
    assert.deepEqual(titles(page), ['天台墟市復辦　街坊重聚堤岸 「一磚一瓦都是記憶」', '渡輪加班疏導人流']);
    assert.deepEqual(makers(page), [['記者 石念慈', '攝影 韓棠', '攝 韓棠'], []]);
  });

  it('of Hong Kong, with nothing between the articles but their titles', () => {
    const page = readPage([
      '港鐵延長通宵服務', '平安夜四線不收車',
      cut('【本報訊】鐵路公司昨日公布，平安夜當晚四條主要路線通宵行車，班次約每十二分鐘一班。發言人指，將加派二百名職員維持秩序，並呼籲乘客預先增值車票。', 15),
      '海洋公園門票加價', '加幅百分之五　兒童不變',
      cut('【本報訊】海洋公園宣布，明年一月起成人門票加價百分之五，兒童票維持不變。園方解釋，電費及動物飼料成本上升，加幅已是近三年最低。', 15),
    ].join('\n'));
    assert.deepEqual(titles(page), ['港鐵延長通宵服務 平安夜四線不收車', '海洋公園門票加價 加幅百分之五　兒童不變']);
    assert.deepEqual(kindsOf(page).filter((kind) => kind === 'body').length, 2);
  });

  it('of Taiwan: the reporter and the place after a slash', () => {
    const page = readPage([
      '偏鄉圖書車上山 孩子追著跑', '', '記者沈書庭／南投報導', '',
      '載著三千本書的圖書車昨天開進海拔一千四百公尺的部落，二十多名學童一路追著車子跑，直喊「書來了」。', '',
      '▲圖書車開進部落，學童爭相上車選書。（記者沈書庭攝）', '',
      '文化局表示，明年將再添購兩輛圖書車，服務範圍擴大到十八所小學。', '', '',
      '夜市推循環杯 攤商省下萬元', '',
      '〔記者林小滿／台中報導〕逢甲一帶的夜市上月試辦循環杯，三十六家飲料攤加入，一個月少用十一萬個一次性杯子。',
    ].join('\n'));
    assert.deepEqual(kindsOf(page), ['headline', 'byline', 'body', 'caption', 'body', 'headline', 'body']);
    assert.deepEqual(titles(page), ['偏鄉圖書車上山 孩子追著跑', '夜市推循環杯 攤商省下萬元']);
    assert.deepEqual(makers(page), [['記者 沈書庭', '記者 沈書庭'], ['記者 林小滿']]);
  });

  it('with a column title over its pinyin, subheads without a mark, a notice signed and dated', () => {
    const page = readPage([
      '江 城 纪 事', 'Jiang cheng ji shi', '', '社区食堂：一碗热汤面', '的温度', '', '□ 本报记者 褚 云 实习生 安 宁', '',
      cut('　　早上六点半，南湖里社区食堂的蒸笼刚揭开盖，七十三岁的老顾客杜长河就端着搪瓷碗站到了窗口前。“两个肉包，一碗豆浆。”他说。', 19),
      cut('　　这家食堂开了四年零三个月，每天供应早中晚三餐，最便宜的一份套餐八元钱。负责人骆青说，开业以来从没涨过价。', 19), '',
      '　　从“没人来”到“坐不下”', '',
      cut('　　刚开张那阵，食堂一天只卖出四十多份饭。“菜太淡，老人嫌没味道；菜太咸，年轻人又说不健康。”骆青回忆。他们请来三十位居民当“品菜员”，每周投票换菜单。', 19), '',
      '通 知', '　　因设备检修，南湖里片区定于本周六（14日）8:00—17:00停水，请居民提前储水。不便之处，敬请谅解。',
      '　　　　　　　　　　　　江城水务公司', '　　　　　　　　　　　　　　10月11日',
    ].join('\n'));
    assert.deepEqual(kindsOf(page), ['columnTitle', 'pinyin', 'headline', 'byline', 'body', 'body', 'subhead', 'body', 'headline', 'body', 'signature', 'signature']);
    assert.deepEqual(titles(page), ['社区食堂：一碗热汤面的温度', '通 知']);
    assert.deepEqual(makers(page)[0], ['记者 褚云', '实习生 安宁']);
  });

  it('with the paper’s own lines, a table of contents, and texts that go on from page to page', () => {
    const page = readPage([
      '导读', '全省公路通车里程突破20万公里 （第2版）', '老矿山长出新茶园 （第4版）', '一封寄了三十年的信 （第7版）', '',
      '夜读①', '凌晨一点的借书证', '——来自三座城市图书馆的报道', '本报记者 纪 晚 通讯员 舒 朗',
      cut('　　晚上11点47分，青桐市图书馆三楼，还有六十多个人没有走。值夜班的馆员温如玉给每张桌子换上暖光灯，又去茶水间烧了两壶开水。', 20),
      '（下转第三版）', '', '（上接第一版）',
      cut('高铁新城的规划展厅里，沙盘上插着二十六面小旗，每一面代表一个待建的公交场站。', 20),
      '本版编辑：丁 一 版式：谷 雨 校对：莫 凡', '社 址：青桐市文昌路88号 邮编：430000 电话：027-88886666',
    ].join('\n'));
    assert.deepEqual(kindsOf(page), ['headline', 'list', 'list', 'list', 'kicker', 'headline', 'subtitle', 'byline', 'body', 'signature', 'signature', 'body', 'signature', 'signature']);
    assert.deepEqual(titles(page), ['导读', '夜读① 凌晨一点的借书证', null]);
    const inArticles = new Set(page.articles.flatMap(({ paragraphs }) => paragraphs));
    assert.deepEqual([11, 12, 13].map((index) => inArticles.has(index)), [true, false, false]);
    assert.ok(page.paragraphs[13].text.includes('430000 电话'));
  });

  it('with a column named like a byline', () => {
    const page = readPage('本报记者 纪 晚\n\n记者手记\n\n采访结束时已近凌晨两点。走出图书馆，街上只剩下洒水车的声音。');
    assert.equal(page.paragraphs[1].kind, 'headline');
    assert.ok(!makers(page).flat().some((maker) => maker.includes('手记')));
  });
});
