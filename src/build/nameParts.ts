import { readFileSync } from 'node:fs';
import type { NameParts } from '../entities/training/nameMaker';
import { readDivisions, shortDivision } from './divisions';
import { ENTITIES, readWordFile } from './entityData';

/** What the training invents names of, from the lexicons and the administrative divisions. */
export function readNameParts(): NameParts {
  const characters = (name: string): string[] => readWordFile(`${ENTITIES}lexicons/${name}.txt`).flatMap((word) => [...word]);
  const words = (name: string): string[] => readWordFile(`${ENTITIES}lexicons/${name}.txt`);
  const divisions = readDivisions();
  const short = [...divisions.cities, ...divisions.counties].map(({ path }) => shortDivision(path.at(-1)!)).filter((name) => name !== null);
  return {
    surnames: characters('surname'),
    rareSurnames: characters('rareSurname'),
    doubleSurnames: words('doubleSurname'),
    given: characters('given'),
    syllables: characters('transliteration'),
    foreignParts: words('person').filter((word) => !/[\u00b7]/.test(word)),
    townships: divisions.townships,
    shortDivisions: short,
    placeGroups: readFileSync(`${ENTITIES}lexicons/place.txt`, 'utf8').split('\n').filter((line) => line !== '' && !line.startsWith('#')).map((line) => line.split(' ')),
    abbreviations: readFileSync(`${ENTITIES}lexicons/abbreviation.txt`, 'utf8').split('\n').filter((line) => line !== '' && !line.startsWith('#')).map((line) => [...line]),
    brand: characters('brand'),
    trades: words('trade'),
  };
}
