/** Rows of a file, each at most once; a bit for each, so that a million of them are a hundred kilobytes. */
export class RowSet {
  private bits = new Uint8Array(1024);
  private count = 0;

  add(row: number): void {
    const [at, bit] = [row >> 3, 1 << (row & 7)];
    if (at >= this.bits.length) {
      const larger = new Uint8Array(Math.max(at + 1, this.bits.length * 2));
      larger.set(this.bits);
      this.bits = larger;
    }
    const byte = this.bits[at] as number;
    if ((byte & bit) !== 0) return;
    this.bits[at] = byte | bit;
    this.count++;
  }

  get size(): number {
    return this.count;
  }
}
