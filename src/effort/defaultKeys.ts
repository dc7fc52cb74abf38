import { CONTEXT } from '../contract';

/** A key of the manifest. */
export interface Keybinding {
  readonly command: string;
  readonly key: string;
  readonly when?: string;
}

/** The keys that commands have by default, in review mode and outside it. */
export class DefaultKeys {
  constructor(private readonly bindings: readonly Keybinding[]) {}

  of(command: string, reviewing: boolean): string | undefined {
    const own = this.bindings.filter((binding) => binding.command === command);
    const chord = own.find(({ key }) => key.startsWith('alt+'));
    const plain = own.find(({ key, when }) => !key.startsWith('alt+') && when?.startsWith(CONTEXT.reviewing));
    return (reviewing ? plain ?? chord : chord)?.key;
  }
}
