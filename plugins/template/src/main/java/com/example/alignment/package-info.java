/** A small analyzer to copy and change. */
package com.example.alignment;
