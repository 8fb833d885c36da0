// <renluyen-chat src="…">: a conversation on a page. It draws what messages say and sends what a person does; it knows
// no conversation and no word: every text comes from the <template> inside the element (see element.html).

const PAUSES = [1000, 2000, 4000, 8000, 15000]; // ms between tries, the last one for ever
const PATIENCE = 30000; // ms without an answer after which a try counts as lost
const SLOW = 800; // ms after which sending is worth a word
const SETTLED = 400; // ms after the connection stands: by then everything said lately is there

class RenluyenChat extends HTMLElement {
  #shown = new Map(); // message id -> its <article>
  #queue = []; // what is not answered yet, in order
  #after = 0; // the newest change that was seen
  #working = false;
  #tries = 0; // that failed for the first of the queue
  #connected = true;
  #low = true; // whether the newest message is in view
  #byKey = false; // whether the last tap came from the keyboard

  async connectedCallback() {
    if (this.shadowRoot) return;
    this.attachShadow({ mode: "open" }).append(this.querySelector("template").content.cloneNode(true));
    const part = (name) => this.shadowRoot.querySelector(`[data-part=${name}]`);
    this.log = part("log");
    this.status = part("status");
    this.form = part("form");
    this.input = part("input");
    this.file = part("file");
    this.blank = part("message");
    this.welcome = part("welcome");
    this.src = new URL(this.getAttribute("src"), document.baseURI).href.replace(/\/$/, "");
    this.#listen();
    this.#restore();
    await styled(this.shadowRoot.querySelector("link"));
    if (!this.isConnected) return;
    this.#connect();
    this.#begin();
    this.#work();
  }

  // What a join link says first, once: a reload must not say it again.
  #begin() {
    const words = this.getAttribute("start");
    if (!words) return;
    this.removeAttribute("start");
    history.replaceState(null, "", location.pathname);
    this.#send({ tap: words, on: "" });
  }

  disconnectedCallback() {
    this.events?.close();
  }

  #listen() {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#say();
    });
    this.input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.#say();
    });
    this.input.addEventListener("input", () => {
      this.#grow();
      this.#keep();
    });
    this.file.addEventListener("change", () => this.#attach());
    this.shadowRoot.addEventListener("click", (event) => {
      const button = event.target.closest("button[data-tap]");
      if (button) this.#tap(button, event.detail === 0);
    });
    this.log.addEventListener("scroll", () => {
      this.#low = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 40;
    });
    // A keyboard that opens, a phone that is turned: what was in view stays there.
    new ResizeObserver(() => this.#low && this.log.scrollTo(0, this.log.scrollHeight)).observe(this.log);
    for (const event of ["online", "offline"]) addEventListener(event, () => this.#tell());
  }

  // What a person does

  #say() {
    const text = this.input.value.trim();
    this.input.focus();
    if (!text) return;
    this.input.value = "";
    this.#grow();
    this.#send({ text });
  }

  #tap(button, byKey) {
    button.dataset.waits = "";
    const on = button.closest("article")?.dataset.id ?? "";
    this.#byKey = byKey;
    this.#send({ tap: button.dataset.tap, on });
  }

  #attach() {
    const [file] = this.file.files;
    this.file.value = "";
    if (!file) return;
    if (file.size > Number(this.file.dataset.most)) return this.#tell(this.file.dataset.tooLarge);
    const text = this.input.value.trim();
    this.input.value = "";
    this.#send({ text, file });
  }

  #send(what) {
    const item = { id: uuid(), ...what };
    this.#queue.push(item);
    this.#drawUnsent(item);
    this.#keep();
    this.#work();
  }

  #drawUnsent({ id, text, file }) {
    if (text || file) this.#draw({ id, mine: true, text: [text, file?.name].filter(Boolean).join("\n") }, true);
  }

  // Sending: one after the other, again and again with the same id until there is an answer

  async #work() {
    if (this.#working) return;
    this.#working = true;
    this.log.setAttribute("aria-busy", "true");
    while (this.#queue.length) {
      const [item] = this.#queue;
      const slow = this.#tries ? 0 : setTimeout(() => this.#tell(this.status.dataset.sending), SLOW);
      const { messages, last, error, again, stay } = await this.#post(item);
      clearTimeout(slow);
      if (again) {
        const wait = PAUSES[Math.min(this.#tries++, PAUSES.length - 1)];
        this.#tell(error);
        await pause(wait);
        continue;
      }
      if (stay) {
        this.#tell(error);
        break;
      }
      this.#tries = 0;
      this.#queue.shift();
      if (error) this.#giveBack(item);
      this.#arrived(messages ?? [], last);
      if ("tap" in item) this.#land(item, messages ?? []);
      this.#keep();
      this.#tell(error);
    }
    this.log.removeAttribute("aria-busy");
    this.#working = false;
  }

  // A fault of the line or the server is tried again; who is not let in keeps what was typed; anything else is over.
  async #post(item) {
    try {
      const answer = await fetch(`${this.src}/${item.file ? "files" : "messages"}?after=${this.#after}`, {
        method: "POST",
        signal: AbortSignal.timeout?.(item.file ? PATIENCE * 10 : PATIENCE),
        ...(item.file ? { body: asForm(item) } : { body: JSON.stringify(item), headers: JSON_BODY }),
      });
      const told = await answer.json();
      const { status } = answer;
      return { ...told, again: status >= 500 || status === 429, stay: status === 401 || status === 403 };
    } catch {
      return { again: true };
    }
  }

  #giveBack({ id, text }) {
    this.#shown.get(id)?.remove();
    this.#shown.delete(id);
    if (text && !this.input.value) this.input.value = text;
    for (const button of this.log.querySelectorAll("[data-waits]")) delete button.dataset.waits;
  }

  // What arrives

  #connect() {
    this.events = new EventSource(`${this.src}/events?after=${this.#after}`);
    this.events.onopen = () => {
      this.#connected = true;
      this.#tell();
      setTimeout(() => this.#settle(), SETTLED);
    };
    this.events.onmessage = (event) => this.#arrived([JSON.parse(event.data)], Number(event.lastEventId));
    this.events.addEventListener("clear", () => {
      this.log.replaceChildren();
      this.#shown.clear();
      this.#settle();
    });
    this.events.onerror = () => {
      this.#connected = false;
      this.#tell();
      this.#settle();
      if (this.events.readyState === EventSource.CLOSED) setTimeout(() => this.#connect(), PAUSES[3]);
    };
  }

  #arrived(messages, last) {
    for (const message of messages) this.#draw(message);
    if (last) this.#after = Math.max(this.#after, last);
    if (messages.length) this.#settle();
  }

  // Nothing was ever said here: there is something to begin with.
  #settle() {
    if (this.welcome) this.welcome.hidden = this.log.childElementCount > 0 || this.#queue.length > 0;
    if (!this.#working) this.log.removeAttribute("aria-busy");
  }

  // Drawing

  #draw(message, waits = false) {
    const raw = JSON.stringify(message);
    const old = this.#shown.get(message.id);
    const article = old ?? this.#article(message);
    article.toggleAttribute("data-waits", waits);
    if (article.raw === raw) return;
    article.raw = raw;
    const held = old?.contains(this.shadowRoot.activeElement) ? this.shadowRoot.activeElement : null;
    const near = this.#low || message.mine || held;
    this.#fill(article, message);
    const same = held && sameOption(article, held);
    if (same) same.focus({ preventScroll: true });
    else if (held) this.#enter(article, message);
    if (!old) this.log.append(article);
    if (!same && near && article === this.log.lastElementChild) this.#show(article);
  }

  #article(message) {
    const article = this.blank.content.firstElementChild.cloneNode(true);
    article.dataset.id = message.id;
    article.classList.toggle("mine", message.mine);
    this.#shown.set(message.id, article);
    return article;
  }

  #fill(article, { text, bold = 0, rows = [], files = [], mine }) {
    const { you, bot, chosen } = article.dataset;
    const said = make("p", {}, make("span", { className: "unseen" }, mine ? you : bot));
    if (bold) said.append(make("b", {}, text.slice(0, bold)));
    said.append(text.slice(bold));
    const links = files.map((file) => make("a", { href: file.url, download: file.name }, ...this.#seen(article, file), file.name));
    const drawn = rows.map((row) => make("div", { className: "row" }, ...row.map((b) => drawnButton(b, chosen))));
    article.replaceChildren(said, ...links, ...drawn);
  }

  // A picture stands above its name, which is all that is left when the bot keeps it no longer.
  #seen(article, { url, picture }) {
    if (!picture) return [];
    const img = make("img", { src: url, alt: "" });
    img.onload = () => article === this.log.lastElementChild && this.#show(article);
    img.onerror = () => img.remove();
    return [img];
  }

  // After a tap: to the answer, unless the person has gone elsewhere meanwhile.
  #land({ on }, messages) {
    const tapped = this.#shown.get(on);
    for (const button of tapped?.querySelectorAll("[data-waits]") ?? []) delete button.dataset.waits;
    const answer = messages.filter((message) => !message.mine).at(-1);
    if (!answer || answer.id === on) return;
    const { activeElement } = this.shadowRoot;
    const away = document.activeElement !== document.body && document.activeElement !== this;
    if (away || (activeElement && activeElement !== this.log && !tapped?.contains(activeElement))) return;
    this.#enter(this.#shown.get(answer.id), answer);
  }

  // To the input where words are asked, else to the first button.
  #enter(article, message) {
    const first = article.querySelector("button");
    const typing = message.words || !first;
    if (typing && !this.#byKey && !matchMedia("(pointer: fine)").matches) return; // no keyboard over what is to be read
    (typing ? this.input : first).focus({ preventScroll: !typing && !this.#byKey });
  }

  // The end of a message that fits, the beginning of one that does not.
  #show(article) {
    const whole = article.offsetHeight < this.log.clientHeight;
    this.log.scrollTop = whole ? this.log.scrollHeight : article.offsetTop;
  }

  #grow() {
    this.input.style.height = "auto";
    this.input.style.height = `${this.input.scrollHeight + 2}px`;
  }

  // Without words of its own: what stands in the way now, if anything.
  #tell(words = "") {
    const { offline, lost, retrying } = this.status.dataset;
    const line = !navigator.onLine ? offline : this.#tries ? retrying : this.#connected ? "" : lost;
    const told = words || line;
    if (this.status.textContent !== told) this.status.textContent = told;
  }

  // A reload loses nothing that was typed; files cannot be kept.

  get #place() {
    return `renluyen-chat ${this.src}`;
  }

  #keep() {
    const queue = this.#queue.filter((item) => !item.file);
    try {
      sessionStorage.setItem(this.#place, JSON.stringify({ queue, draft: this.input.value }));
    } catch {} // a browser that keeps nothing: the page still does
  }

  #restore() {
    try {
      const { queue, draft } = JSON.parse(sessionStorage.getItem(this.#place)) ?? {};
      this.#queue = queue ?? [];
      this.input.value = draft ?? "";
    } catch {}
    this.#queue.forEach((item) => this.#drawUnsent(item));
    this.#grow();
  }
}

const JSON_BODY = { "Content-Type": "application/json" };

function asForm({ id, text, file }) {
  const form = new FormData();
  form.append("id", id);
  form.append("text", text);
  form.append("file", file);
  return form;
}

function drawnButton({ label, data, on }, chosen) {
  const button = make("button", { type: "button" }, label);
  button.dataset.tap = data;
  if (on !== undefined) button.setAttribute("aria-pressed", on);
  if (on) button.append(make("span", { className: "unseen" }, ` (${chosen})`));
  return button;
}

// The option that had the focus, in the message as it is drawn now: the same words under the same question.
function sameOption(article, held) {
  const of = (button) => `${button.firstChild?.textContent} ${button.dataset.tap?.split(":")[0]}`;
  return [...article.querySelectorAll("button")].find((button) => of(button) === of(held));
}

function make(tag, values, ...children) {
  const made = Object.assign(document.createElement(tag), values);
  made.append(...children);
  return made;
}

// Until the stylesheet is there, or will not come: only then a message has its height, and where it begins can be shown.
function styled(link) {
  return new Promise((done) => {
    link.onload = link.onerror = done;
  });
}

// Until the time is over or the line is back.
function pause(ms) {
  return new Promise((done) => {
    setTimeout(done, ms);
    addEventListener("online", done, { once: true });
  });
}

// crypto.randomUUID is not there on a page without TLS.
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

if (document.documentElement.hasAttribute("data-left")) sessionStorage.clear();
customElements.define("renluyen-chat", RenluyenChat);
