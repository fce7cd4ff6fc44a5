import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';

/**
 * Sends one request to this extension's routes (`path` below `<base>/security-lake-ml/`, may have a query) and gives
 * the answer, whatever its status. Rejects when there was no answer.
 */
export type Send = (path: string, init: RequestInit) => Promise<Response>;

/** Namespace of the server extension's routes. */
export const REST_NAMESPACE = 'security-lake-ml';

/** The way to the Jupyter server: base URL, token and XSRF cookie as JupyterLab has them. */
export function serverSend(settings: ServerConnection.ISettings): Send {
  return (path, init) =>
    ServerConnection.makeRequest(
      URLExt.join(settings.baseUrl, REST_NAMESPACE, path),
      init,
      settings
    );
}
