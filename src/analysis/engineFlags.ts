/**
 * Flags of the engine for the analysis process. Tables and texts live outside the engine's heap or stay for long; what dies
 * young is little, and the 48 MB that the engine would keep for it by default are of no use.
 */
export const ENGINE_FLAGS: readonly string[] = ['--max-semi-space-size=2'];
