import { nullTranslator } from '@jupyterlab/translation';
import fc from 'fast-check';

import { reportText, withoutSecrets } from '../report';
import { athenaReport, denied } from './setting';

const trans = nullTranslator.load('test');
const NOW = Date.UTC(2026, 10, 24, 8, 30);

describe('The report for a ticket', () => {
  it('says who asks whom and why, and each step with what is missing and what to do', () => {
    expect(reportText(athenaReport([denied]), NOW, trans)).toBe(
      [
        'Security Lake connection, checked 2026-11-24 08:30 UTC, version 0.1.0',
        'Asks: Amazon Athena · region eu-west-3 · workgroup analysts · catalogue AwsDataCatalog',
        'Databases: all of the catalogue',
        'As: Account 111122223333 · arn:aws:sts::111122223333:assumed-role/analyst/ada · credentials from env',
        'Why: Queries run on Athena in eu-west-3.',
        '',
        '[works] Credentials: Found by env.',
        '[fails] Workgroup: AWS doesn’t allow this.',
        '    Missing permission: athena:GetWorkGroup',
        '    For an administrator: Add the permission.',
        '    Said: AccessDeniedException: not authorized to perform: athena:GetWorkGroup',
        ''
      ].join('\n')
    );
  });

  it('holds no key, signature or token, wherever one stands', () => {
    const token = fc
      .array(fc.constantFrom(...'ABCxyz019+/'), { minLength: 100, maxLength: 400 })
      .map(letters => letters.join(''));
    const key = fc
      .array(fc.constantFrom(...'ABCXYZ234567'), { minLength: 16, maxLength: 16 })
      .map(letters => letters.join(''));
    const about = fc.constantFrom('technical', 'detail', 'remedy', 'permission');
    fc.assert(
      fc.property(token, key, about, (token, key, where) => {
        const said = `x AKIA${key} Credential=ASIA${key}/2026 Signature=${'0f'.repeat(32)} ${token}`;
        const text = reportText(athenaReport([{ ...denied, [where]: said }]), NOW, trans);
        for (const secret of [key, token, '0f'.repeat(32)]) {
          expect(text).not.toContain(secret);
        }
      })
    );
  });

  it.each(['+', '/', '+/+/'])('holds no token that begins with %s', start => {
    const token = start.padEnd(100, 'A1b');
    expect(withoutSecrets(`token: ${token}.`)).toBe('token: ….');
  });

  it('leaves what is no secret', () => {
    const text = 'arn:aws:iam::111122223333:role/Analyst, AwsDataCatalog, s3://results/2026/';
    expect(withoutSecrets(text)).toBe(text);
  });
});
