import { afterPaint, whenIdle } from '../turns';

describe('work that waits for its turn', () => {
  it('comes after the frame that is painted next', async () => {
    const order: string[] = [];
    await new Promise<void>(resolve => {
      afterPaint(() => {
        order.push('work');
        resolve();
      });
      requestAnimationFrame(() => order.push('frame'));
    });
    expect(order).toEqual(['frame', 'work']);
  });

  it('can be called off before and after the frame, and while the page is busy', async () => {
    const work = jest.fn();
    afterPaint(work)();
    const off = afterPaint(work);
    requestAnimationFrame(off);
    whenIdle(work)();
    await new Promise(resolve => setTimeout(resolve, 60));
    expect(work).not.toHaveBeenCalled();
  });
});
