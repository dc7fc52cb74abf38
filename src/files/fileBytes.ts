import { readSync, writeSync } from 'node:fs';

/** A system call takes at most 2 GB. */
const BLOCK = 1 << 28;

/** Writes all the bytes to an open file, where a system call may write fewer. @param position null: where the file stands */
export function writeAll(file: number, bytes: Uint8Array, position: number | null = null): void {
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at, Math.min(BLOCK, bytes.length - at), position === null ? null : position + at);
}

/** Reads until the memory is full or the file ends. Returns the number of bytes read. */
export function readUpTo(file: number, into: Uint8Array, position: number): number {
  let at = 0;
  for (let more = 1; more > 0 && at < into.length; at += more) more = readSync(file, into, at, Math.min(BLOCK, into.length - at), position + at);
  return at;
}
