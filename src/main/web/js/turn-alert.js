// @ts-check
// Tells a person who looks elsewhere that it is their turn: by a notification, or by a sound where the browser has none
// (over plain HTTP it gives them to localhost alone) or refuses it. Without imports, for a seat's page uses it too.

const KEY = 'chitchat.tell-turn';

/** Sounds only after a click: browsers hold back a page that nobody has touched. @type {AudioContext | undefined} */
let sound;

/** Whether this browser is to tell. */
export function tells() {
  try {
    return localStorage.getItem(KEY) === 'on';
  } catch {
    return false;
  }
}

const mayNotify = () => 'Notification' in window && isSecureContext && Notification.permission === 'granted';

/** Turns it on or off; called by a click. @param {boolean} on @returns {Promise<string>} how it will tell */
export async function setTells(on) {
  try {
    localStorage.setItem(KEY, on ? 'on' : 'off');
  } catch {
    return 'This browser remembers nothing, so it will not tell.';
  }
  if (!on) return '';
  sound ??= new AudioContext();
  if ('Notification' in window && isSecureContext && Notification.permission === 'default')
    await Notification.requestPermission();
  return mayNotify() ? 'A notification will tell you.' : 'A sound will tell you; this browser shows no notification.';
}

/** Tells, unless the page is being looked at. @param {string} words @param {string} more */
export function tellTurn(words, more) {
  if (!tells() || (document.visibilityState === 'visible' && document.hasFocus())) return;
  if (!mayNotify()) {
    play();
    return;
  }
  try {
    const told = new Notification(words, { body: more, tag: location.pathname });
    told.onclick = () => {
      window.focus();
      told.close();
    };
  } catch {
    // On phones only a service worker may notify.
    play();
  }
}

function play() {
  sound ??= new AudioContext();
  const at = sound.currentTime;
  const volume = sound.createGain();
  volume.connect(sound.destination);
  for (const [tone, delay] of [
    [660, 0],
    [880, 0.18],
  ]) {
    const one = sound.createOscillator();
    one.frequency.value = tone;
    one.connect(volume);
    one.start(at + delay);
    one.stop(at + delay + 0.15);
  }
  volume.gain.setValueAtTime(0.15, at);
  volume.gain.exponentialRampToValueAtTime(0.001, at + 0.4);
}
