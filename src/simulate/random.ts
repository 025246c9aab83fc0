/**
 * Random numbers that are the same in every run: a hash of the seed and a serial number (mulberry32's finaliser), so a
 * number depends on what it is for and not on how many were drawn before.
 */
export function randomOf(seed: number, serial: number): number {
  let bits = (Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) + Math.imul(serial + 1, 0x6d2b79f5)) | 0;
  bits = Math.imul(bits ^ (bits >>> 15), bits | 1);
  bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
  return ((bits ^ (bits >>> 14)) >>> 0) / 4294967296;
}

// k8s.io/apimachinery/pkg/util/rand: no vowels and no look-alikes.
const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

/** Five characters as the API server appends to a `generateName`. */
export function nameSuffix(seed: number, serial: number): string {
  let number = Math.floor(randomOf(seed, serial) * ALPHABET.length ** 5);
  const codes = [0, 0, 0, 0, 0];
  for (let place = 0; place < codes.length; place++) {
    codes[place] = ALPHABET.charCodeAt(number % ALPHABET.length);
    number = Math.floor(number / ALPHABET.length);
  }
  return String.fromCharCode(...codes);
}

/** Characters replaced as upstream's `rand.SafeEncodeString` does, so that hashes spell no words. */
export function safeEncode(text: string): string {
  let encoded = '';
  for (let place = 0; place < text.length; place++) encoded += ALPHABET[text.charCodeAt(place) % ALPHABET.length];
  return encoded;
}
