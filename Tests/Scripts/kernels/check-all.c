/// All drivers in one program.
#include <stdio.h>

int check_float(void);
int check_packed(void);
int check_attention(void);
int check_training(void);

int main(void) {
  setvbuf(stdout, NULL, _IONBF, 0);
  // Every driver counts for itself.
  const int failed = check_float() + check_packed() + check_attention() + check_training();
  puts(failed ? "CHECKS FAILED" : "ALL CHECKS PASSED");
  return failed != 0;
}
