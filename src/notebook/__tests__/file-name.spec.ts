import type { Contents } from '@jupyterlab/services';
import * as fc from 'fast-check';

import { freeName, safeStem } from '../file-name';

describe('safeStem', () => {
  it('is a plain file name for any title', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), title => {
        expect(safeStem(title)).toMatch(/^[a-z0-9](?:[a-z0-9-]{0,68}[a-z0-9])?$/);
      })
    );
  });

  it.each([
    ['Access denied bursts?', 'access-denied-bursts'],
    ['../../etc/passwd', 'etc-passwd'],
    ['Égalité', 'egalite'],
    ['…', 'analysis'],
    ['CON', 'analysis-con']
  ])('turns %j into %j', (title, stem) => {
    expect(safeStem(title)).toBe(stem);
  });
});

describe('freeName', () => {
  it('counts up past the files that are there', async () => {
    const content = ['dns.lakeml', 'dns-2.lakeml', 'other.ipynb'].map(name => ({ name }));
    const contents = { get: async () => ({ content }) } as unknown as Contents.IManager;
    expect(await freeName(contents, 'work', 'dns')).toBe('dns-3.lakeml');
    expect(await freeName(contents, 'work', 'waf')).toBe('waf.lakeml');
  });
});
