/**
 * The environment of a child process that VS Code's own program runs as Node: without what was set for this process alone,
 * since options meant for another Node may stop it from starting.
 */
export function nodeEnvironment(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  return { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '', ...more };
}
