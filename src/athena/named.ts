import { AthenaError, isAbort } from './errors';

/** What the SDK's exceptions carry. */
interface ISdkException {
  name?: string;
  message?: string;
  Reason?: string;
  AthenaErrorCode?: string;
  $metadata?: { httpStatusCode?: number };
}

/** Runs one SDK call and gives its failure a name from the catalogue. Aborts and named errors pass unchanged. */
export async function named<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof AthenaError || isAbort(error)) {
      throw error;
    }
    const { name, message, Reason, AthenaErrorCode, $metadata } = error as ISdkException;
    const text = [Reason, AthenaErrorCode, message].filter(Boolean).join(': ');
    throw AthenaError.from({ from: 'call', name, status: $metadata?.httpStatusCode, text }, error);
  }
}
