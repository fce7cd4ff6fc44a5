const base = require('./playwright.config.cjs');

/** Makes the pictures of the README from a server of its own: `npm run screenshots`. */
module.exports = {
  ...base,
  testDir: './screenshots',
  reporter: [['list']],
  projects: [{ ...base.projects[0], testMatch: /.*\.shot\.ts/ }],
  webServer: base.webServer.slice(0, 1)
};
