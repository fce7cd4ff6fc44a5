import { FakeLake } from '../../testing/fake-lake';
import { someSpec } from '../../testing/documents';
import { LazyLake } from '../lazy-lake';

describe('LazyLake', () => {
  it('is loaded by the first call, once', async () => {
    const create = jest.fn(async () => new FakeLake());
    const lake = new LazyLake(create);
    expect(create).not.toHaveBeenCalled();
    await Promise.all([lake.config(), lake.tables()]);
    await lake.load();
    expect(create).toHaveBeenCalledTimes(1);
  });

  it('plans once it is loaded', async () => {
    const real = new FakeLake();
    const lake = new LazyLake(async () => real);
    expect(() => lake.plan(someSpec(), real.listing.tables)).toThrow(/before it was loaded/);
    await lake.load();
    expect(lake.plan(someSpec(), real.listing.tables).question.id).toBe('access-denied');
  });

  it('tries again after a chunk could not be fetched', async () => {
    const create = jest
      .fn<Promise<FakeLake>, []>()
      .mockRejectedValueOnce(new Error('offline'))
      .mockResolvedValue(new FakeLake());
    const lake = new LazyLake(create);
    await expect(lake.config()).rejects.toThrow('offline');
    await expect(lake.config()).resolves.toMatchObject({ demo: true });
  });

  it('passes on that the lake was asked for anew, also before it is loaded', async () => {
    const lake = new LazyLake(async () => new FakeLake());
    const changed = jest.fn();
    lake.changed.connect(changed);
    lake.refresh();
    await lake.load();
    lake.refresh();
    expect(changed).toHaveBeenCalledTimes(2);
  });
});
