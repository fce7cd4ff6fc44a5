import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

interface IProps {
  trans: TranslationBundle;
  children: React.ReactNode;
}

/** Keeps a document that can't be shown (a damaged file, a newer form) from taking the page along. */
export class Boundary extends React.Component<IProps, { error: Error | null }> {
  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error };
  }

  state: { error: Error | null } = { error: null };

  render(): React.ReactNode {
    const { trans, children } = this.props;
    const { error } = this.state;
    return error === null ? (
      children
    ) : (
      <div className="jp-SecurityLake-failure" role="alert">
        <p>
          <b>{trans.__('This result cannot be shown.')}</b>{' '}
          {trans.__('Its saved form may be damaged or of a newer version. Run the analysis again.')}
        </p>
        <pre className="jp-SecurityLake-code">{error.message}</pre>
      </div>
    );
  }
}
