/** The microphone, for words of a second or two. */

const LONGEST_MS = 6_000;

export interface Recording {
  /** End it, and get what was heard. */
  stop: () => Promise<ArrayBuffer>;
}

/** Begin to record; it ends by itself after six seconds, and the microphone is given back. */
export async function startRecording(): Promise<Recording> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: false });
  const recorder = new MediaRecorder(stream, { audioBitsPerSecond: 32_000 });
  const parts: Blob[] = [];
  recorder.addEventListener("dataavailable", ({ data }) => void parts.push(data));
  const ended = new Promise<ArrayBuffer>((resolve, reject) => {
    recorder.addEventListener("stop", () => {
      for (const track of stream.getTracks()) track.stop();
      new Blob(parts).arrayBuffer().then(resolve, reject);
    });
  });
  recorder.start();
  const timer = setTimeout(() => recorder.state === "recording" && recorder.stop(), LONGEST_MS);
  return {
    stop: () => {
      clearTimeout(timer);
      if (recorder.state === "recording") recorder.stop();
      return ended;
    },
  };
}
