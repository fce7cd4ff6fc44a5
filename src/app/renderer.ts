import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { PromiseDelegate, Token } from '@lumino/coreutils';

import { RESULT_MIME } from '../analysis/document';
import { ResultRenderer, type IResultEmbedding } from '../notebook/renderer';

/** Takes what shows documents in outputs, once the services it needs are there. */
export interface IOutputs {
  provide(embedding: IResultEmbedding): void;
}

export const IOutputs = new Token<IOutputs>(
  'jupyter-security-lake-ml:IOutputs',
  'The renderer of results in notebook outputs, waiting for its services.'
);

/**
 * Registers the renderer. Each notebook copies the list of renderers when it opens, so this must not wait for anything:
 * the services follow.
 */
export const rendererPlugin: JupyterFrontEndPlugin<IOutputs> = {
  id: 'jupyter-security-lake-ml:renderer',
  description: 'Shows results in the outputs of notebooks.',
  autoStart: true,
  provides: IOutputs,
  requires: [IRenderMimeRegistry],
  activate: (app: JupyterFrontEnd, rendermime: IRenderMimeRegistry): IOutputs => {
    const embedding = new PromiseDelegate<IResultEmbedding>();
    rendermime.addFactory(
      {
        // Data, never code: no HTML of it is used, and no query runs by itself.
        safe: true,
        mimeTypes: [RESULT_MIME],
        createRenderer: () => new ResultRenderer(embedding.promise)
      },
      // Before text and images of the same output.
      -10
    );
    return { provide: value => embedding.resolve(value) };
  }
};
