// Runs in the page, as an expression: what a reader's pointer and keys set off, and what stands there. Gives what should not be.

;(async () => {
  const found = []
  const allowed =
    'HTML HEAD META TITLE BODY MAIN SECTION P BR A EM STRONG DEL BLOCKQUOTE CODE PRE UL OL LI'.split(' ')
  const form = 'H1 FORM LABEL INPUT TEXTAREA BUTTON SPAN DIV'.split(' ')
  const attributes =
    'id href rel class lang charset name content method action rows autocomplete value type for role aria-invalid aria-describedby'.split(
      ' ',
    )
  // The last is what no browser can parse, and so leads nowhere.
  const links = ['http:', 'https:', 'mailto:', ':']
  const elements = document.querySelector('form') === null ? allowed : [...allowed, ...form]
  for (const element of document.querySelectorAll('*')) {
    if (!elements.includes(element.tagName)) found.push(`element ${element.tagName}`)
    for (const { name } of element.attributes)
      if (!attributes.includes(name)) found.push(`attribute ${name} on ${element.tagName}`)
    if (element.tagName === 'A' && element.hasAttribute('href') && !links.includes(element.protocol))
      found.push(`link to ${element.protocol}`)
  }
  for (const type of ['click', 'submit'])
    document.addEventListener(type, (event) => event.preventDefault(), { capture: true })
  const set = ['pointerenter', 'mouseover', 'focus', 'click', 'toggle', 'error', 'load', 'animationstart']
  for (const element of document.querySelectorAll('body *'))
    for (const type of set) element.dispatchEvent(new Event(type, { bubbles: true, cancelable: true }))
  if ('ran' in window) found.push('global set')
  if (document.body.textContent.endsWith('ran')) found.push('text appended')
  await new Promise((resolve) => setTimeout(resolve, 30))
  return found
})()
