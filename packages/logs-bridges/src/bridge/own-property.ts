/** In a loop over the properties of the same object, V8 optimizes this call and not that of `Object.hasOwn()`. */
export const hasOwnProperty = Object.prototype.hasOwnProperty;
