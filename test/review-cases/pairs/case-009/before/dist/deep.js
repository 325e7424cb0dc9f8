"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
const isPlain = (v) => typeof v === "object" && v !== null;
const assignDeep = (target, ...sources) => {
    for (const source of sources) {
        for (const [key, value] of Object.entries(source)) {
            if (isPlain(value)) {
                target[key] = assignDeep(isPlain(target[key]) ? target[key] : {}, value);
            }
            else {
                target[key] = value;
            }
        }
    }
    return target;
};
exports.default = assignDeep;
