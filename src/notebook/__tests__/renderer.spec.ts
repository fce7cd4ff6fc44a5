import { MimeModel } from '@jupyterlab/rendermime';
import { nullTranslator } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';

import { RESULT_MIME, type IResultDocument } from '../../analysis/document';
import { someDocument } from '../../testing/documents';
import { ResultRenderer } from '../renderer';
import { documentToJson } from '../saved-document';

const trans = nullTranslator.load('test');

function setUp() {
  const created: IResultDocument[] = [];
  const keeps: ((document: IResultDocument) => Promise<void>)[] = [];
  const renderer = new ResultRenderer(
    Promise.resolve({
      trans,
      snapshots: async () => ({ text: async () => 'as text', png: async () => null }),
      create: async (document, keep) => {
        created.push(document);
        keeps.push(keep);
        return new Widget();
      }
    })
  );
  return { renderer, created, keeps };
}

const modelOf = (value: unknown) => new MimeModel({ data: { [RESULT_MIME]: value as never } });

describe('A result in a notebook output', () => {
  it('shows its document', async () => {
    const { renderer, created } = setUp();
    await renderer.renderModel(modelOf(documentToJson(someDocument())));
    expect(created).toEqual([someDocument()]);
    expect(renderer.widgets).toHaveLength(1);
    renderer.dispose();
  });

  it('isn’t made again by the same document', async () => {
    const { renderer, created } = setUp();
    await renderer.renderModel(modelOf(documentToJson(someDocument())));
    await renderer.renderModel(modelOf(documentToJson(someDocument())));
    expect(created).toHaveLength(1);
    renderer.dispose();
  });

  it.each([
    ['of a later version', { formatVersion: 2 }, /later version \(format 2\)/],
    ['that is damaged', { formatVersion: 1 }, /“title” is missing/],
    ['with HTML in it', '<img src=x onerror=alert(1)>', /“document” is missing/]
  ])('%s says so in plain text', async (_, value, says) => {
    const { renderer, created } = setUp();
    await renderer.renderModel(modelOf(value));
    expect(created).toEqual([]);
    expect(renderer.widgets[0].node.textContent).toMatch(says);
    expect(renderer.widgets[0].node.children).toHaveLength(0);
    renderer.dispose();
  });

  it('goes with its output', async () => {
    const { renderer } = setUp();
    await renderer.renderModel(modelOf(documentToJson(someDocument())));
    const [view] = renderer.widgets;
    renderer.dispose();
    expect(view.isDisposed).toBe(true);
  });

  it('puts the result of a run into the notebook, and keeps showing the same view', async () => {
    const { renderer, created, keeps } = setUp();
    const model = modelOf(documentToJson({ ...someDocument(), ranAt: null, findings: null }));
    await renderer.renderModel(model);
    await keeps[0](someDocument());
    expect(model.data[RESULT_MIME]).toEqual(documentToJson(someDocument()));
    expect(model.data['text/plain']).toBe('as text');
    await renderer.renderModel(model);
    expect(created).toHaveLength(1);
    renderer.dispose();
  });
});
