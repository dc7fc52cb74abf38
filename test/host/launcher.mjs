#!/usr/bin/env node
// Stands in for the desktop VS Code: see launcher.ts. Node needs tsx to be registered before it can load that.
import { createRequire } from 'node:module';
import { register } from 'tsx/cjs/api';

register();
createRequire(import.meta.url)('./launcher.ts');
