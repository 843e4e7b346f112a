#!/usr/bin/env node
// `quitus`, the operators' command line: hands over to bin/quitus.ts under the Node that the project brings along.
process.argv.splice(2, 0, "quitus");
await import("./run.mjs");
