/** The head of a sidecar as it is written, up to the name of its page. */
const HEAD = /^(\{\n {2}"format": \d+,\n {2}"file": )"(?:[^"\\\n]|\\.)*"(?=,\n)/;

/** A sidecar whose header names the page otherwise; undefined where it does so already, or is not written as usual. */
export function renameInHeader(sidecar: string, file: string): string | undefined {
  const renamed = sidecar.replace(HEAD, (_, head: string) => head + JSON.stringify(file));
  return renamed === sidecar ? undefined : renamed;
}
