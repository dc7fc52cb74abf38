import { deepEqual } from 'node:assert/strict';
import { TypedAhead, type OpenList } from '../../../src/review/typedAhead';

describe('keys pressed before their list is there', () => {
  const pressed: string[] = [];
  const list: OpenList = {
    enter: () => { pressed.push('enter'); },
    escape: () => { pressed.push('escape'); },
    digit: (digit) => { pressed.push(String(digit)); },
  };

  beforeEach(() => { pressed.length = 0; });

  it('are given to it when it is, in their order, and those that follow at once', () => {
    const typed = new TypedAhead();
    typed.type('4');
    typed.type('enter');
    deepEqual(pressed, []);
    typed.opened(list);
    typed.type('escape');
    deepEqual(pressed, ['4', 'enter', 'escape']);
  });

  it('are forgotten where no list came, and never reach an earlier or a later one', () => {
    const typed = new TypedAhead();
    typed.opened(list);
    typed.end();
    typed.type('enter');
    typed.end();
    typed.opened(list);
    deepEqual(pressed, []);
  });

  it('that are no keys of a list do nothing', () => {
    const typed = new TypedAhead();
    typed.opened(list);
    typed.type('a');
    typed.type('12');
    deepEqual(pressed, []);
  });
});
