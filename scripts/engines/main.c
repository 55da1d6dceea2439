/* Answers each line of numbers on stdin; MODEL, COLUMNS and OUTPUTS are given to the compiler. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define JOINED(a, b) a##b
#define NAME(a, b) JOINED(a, b)

int NAME(MODEL, _predict)(const float row[COLUMNS], float answers[OUTPUTS]);

int main(void)
{
    float row[COLUMNS], answers[OUTPUTS];
    char word[64];
    int place = 0;
    while (scanf("%63s", word) == 1) {
        row[place++] = strtof(word, NULL);
        if (place == COLUMNS) {
            int j;
            place = 0;
            printf("%d", NAME(MODEL, _predict)(row, answers));
            for (j = 0; j < OUTPUTS; j++) {
                printf(" %.9g", (double)answers[j]);
            }
            printf("\n");
        }
    }
    return 0;
}
