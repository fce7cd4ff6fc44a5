// `npm run screenshots`: makes the pictures of the README anew.
export { screenshots as main } from './suites.mjs';
