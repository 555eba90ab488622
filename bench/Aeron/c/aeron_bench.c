/*
 * The measurements of bench/Aeron with Aeron's own C client, so that both can be held against each other. The program
 * takes the same options for the same things and prints the same lines; percentiles are exact, from sorted samples. As a
 * half that runs by itself it plays the publisher or the ponger.
 *
 *   cc -O3 -o aeron_bench aeron_bench.c -I AERON/aeron-client/src/main/c -L AERON_BUILD/lib -laeron -lpthread
 */
#include <inttypes.h>
#include <pthread.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <aeronc.h>

#define WARM_UP_NANOS INT64_C(1000000000)
#define FRAGMENT_LIMIT 256
#define MAX_SAMPLES (64 * 1024 * 1024)

typedef struct
{
    const char *directory;
    const char *mode;
    const char *channel;
    const char *back;
    const char *lengths;
    int seconds;
    int processes;
    bool spins;
    int stream;
}
options_t;

typedef struct
{
    aeron_context_t *context;
    aeron_t *aeron;
}
client_t;

static volatile sig_atomic_t stopped = 0;

static int64_t now_nanos(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
}

static void idle(const options_t *options)
{
    if (options->spins)
    {
        __builtin_ia32_pause();
    }
    else
    {
        sched_yield();
    }
}

static void die(const char *what)
{
    fprintf(stderr, "%s: %s\n", what, aeron_errmsg());
    exit(1);
}

static client_t connect_client(const options_t *options)
{
    client_t client;
    if (aeron_context_init(&client.context) < 0 ||
        aeron_context_set_dir(client.context, options->directory) < 0 ||
        aeron_init(&client.aeron, client.context) < 0 ||
        aeron_start(client.aeron) < 0)
    {
        die("connect");
    }

    return client;
}

static void close_client(client_t client)
{
    aeron_close(client.aeron);
    aeron_context_close(client.context);
}

static aeron_exclusive_publication_t *publish(client_t client, const char *channel, int stream)
{
    aeron_async_add_exclusive_publication_t *adding;
    aeron_exclusive_publication_t *publication = NULL;
    if (aeron_async_add_exclusive_publication(&adding, client.aeron, channel, stream) < 0)
    {
        die("publish");
    }

    while (NULL == publication)
    {
        if (aeron_async_add_exclusive_publication_poll(&publication, adding) < 0)
        {
            die("publish");
        }

        usleep(1000);
    }

    return publication;
}

static aeron_subscription_t *subscribe(client_t client, const char *channel, int stream)
{
    aeron_async_add_subscription_t *adding;
    aeron_subscription_t *subscription = NULL;
    if (aeron_async_add_subscription(&adding, client.aeron, channel, stream, NULL, NULL, NULL, NULL) < 0)
    {
        die("subscribe");
    }

    while (NULL == subscription)
    {
        if (aeron_async_add_subscription_poll(&subscription, adding) < 0)
        {
            die("subscribe");
        }

        usleep(1000);
    }

    return subscription;
}

static void *run_ponger(void *arg);
static void *run_publisher(void *arg);

/* The far end, on a thread of this process or in one of its own. */
typedef struct
{
    options_t options;
    pthread_t thread;
    pid_t process;
}
far_end_t;

static void on_stop(int signal)
{
    (void)signal;
    stopped = 1;
}

static void start_far_end(far_end_t *far, void *(*run)(void *))
{
    stopped = 0;
    if (far->options.processes == 2)
    {
        far->process = fork();
        if (far->process == 0)
        {
            signal(SIGTERM, on_stop);
            run(&far->options);
            exit(0);
        }
    }
    else
    {
        pthread_create(&far->thread, NULL, run, &far->options);
    }
}

static void stop_far_end(far_end_t *far)
{
    if (far->options.processes == 2)
    {
        kill(far->process, SIGTERM);
        waitpid(far->process, NULL, 0);
    }
    else
    {
        stopped = 1;
        pthread_join(far->thread, NULL);
    }
}

typedef struct
{
    const options_t *options;
    aeron_exclusive_publication_t *back;
}
pong_t;

static void on_ping(void *state, const uint8_t *buffer, size_t length, aeron_header_t *header)
{
    pong_t *pong = (pong_t *)state;
    (void)header;
    while (aeron_exclusive_publication_offer(pong->back, buffer, length, NULL, NULL) < 0 && !stopped)
    {
        idle(pong->options);
    }
}

static void *run_ponger(void *arg)
{
    options_t *options = (options_t *)arg;
    client_t client = connect_client(options);
    aeron_subscription_t *there = subscribe(client, options->channel, options->stream);
    pong_t pong = { options, publish(client, options->back, options->stream + 1) };
    while (!stopped)
    {
        if (aeron_subscription_poll(there, on_ping, &pong, 10) == 0)
        {
            idle(options);
        }
    }

    close_client(client);
    return NULL;
}

static void *run_publisher(void *arg)
{
    options_t *options = (options_t *)arg;
    client_t client = connect_client(options);
    aeron_exclusive_publication_t *publication = publish(client, options->channel, options->stream);
    size_t length = (size_t)atoi(options->lengths);
    uint8_t *buffer = calloc(1, length);
    int64_t number = 0;
    while (!stopped)
    {
        memcpy(buffer, &number, sizeof(number));
        if (aeron_exclusive_publication_offer(publication, buffer, length, NULL, NULL) >= 0)
        {
            number++;
        }
        else
        {
            idle(options);
        }
    }

    close_client(client);
    free(buffer);
    return NULL;
}

static void on_pong(void *state, const uint8_t *buffer, size_t length, aeron_header_t *header)
{
    (void)length;
    (void)header;
    memcpy(state, buffer, sizeof(int64_t));
}

static int compare(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

static int64_t percentile(const int64_t *sorted, size_t count, double percent)
{
    size_t index = (size_t)(percent / 100.0 * (double)count);
    return sorted[index < count ? index : count - 1];
}

static void round_trip(options_t options, int length)
{
    far_end_t far = { .options = options };
    start_far_end(&far, run_ponger);
    client_t client = connect_client(&options);
    aeron_subscription_t *back = subscribe(client, options.back, options.stream + 1);
    aeron_exclusive_publication_t *there = publish(client, options.channel, options.stream);
    while (!aeron_exclusive_publication_is_connected(there) || !aeron_subscription_is_connected(back))
    {
        usleep(1000);
    }

    int64_t *samples = malloc(MAX_SAMPLES * sizeof(int64_t));
    uint8_t *buffer = calloc(1, (size_t)length);
    size_t count = 0;
    int64_t warm_up_end = now_nanos() + WARM_UP_NANOS;
    int64_t end = warm_up_end + options.seconds * INT64_C(1000000000);
    int64_t number = 0, arrived = 0, begin;
    while ((begin = now_nanos()) < end)
    {
        number++;
        memcpy(buffer, &number, sizeof(number));
        while (aeron_exclusive_publication_offer(there, buffer, (size_t)length, NULL, NULL) < 0)
        {
            idle(&options);
        }

        while (arrived != number)
        {
            if (aeron_subscription_poll(back, on_pong, &arrived, 1) == 0)
            {
                idle(&options);
            }
        }

        if (begin >= warm_up_end && count < MAX_SAMPLES)
        {
            samples[count++] = now_nanos() - begin;
        }
    }

    qsort(samples, count, sizeof(int64_t), compare);
    printf("%-11s %5d bytes  p50 ns %" PRId64 "  p99 ns %" PRId64 "  p99.9 ns %" PRId64 "  trips/s %.0f\n",
        "round trip", length, percentile(samples, count, 50), percentile(samples, count, 99),
        percentile(samples, count, 99.9), (double)count / options.seconds);
    fflush(stdout);
    stop_far_end(&far);
    close_client(client);
    free(samples);
    free(buffer);
}

typedef struct
{
    int64_t next;
    int64_t messages;
    int64_t gaps;
}
count_t;

static void on_message(void *state, const uint8_t *buffer, size_t length, aeron_header_t *header)
{
    count_t *count = (count_t *)state;
    int64_t number;
    (void)length;
    (void)header;
    memcpy(&number, buffer, sizeof(number));
    count->gaps += count->next >= 0 && number != count->next;
    count->next = number + 1;
    count->messages++;
}

static void poll_for(aeron_subscription_t *subscription, count_t *count, const options_t *options, int64_t nanos)
{
    int64_t end = now_nanos() + nanos;
    while (now_nanos() < end)
    {
        if (aeron_subscription_poll(subscription, on_message, count, FRAGMENT_LIMIT) == 0)
        {
            idle(options);
        }
    }
}

static void throughput(options_t options, int length)
{
    far_end_t far = { .options = options };
    start_far_end(&far, run_publisher);
    client_t client = connect_client(&options);
    aeron_subscription_t *subscription = subscribe(client, options.channel, options.stream);
    while (!aeron_subscription_is_connected(subscription))
    {
        usleep(1000);
    }

    count_t count = { -1, 0, 0 };
    poll_for(subscription, &count, &options, WARM_UP_NANOS);
    int64_t before = count.messages, begin = now_nanos();
    poll_for(subscription, &count, &options, options.seconds * INT64_C(1000000000));
    double seconds = (double)(now_nanos() - begin) / 1e9;
    double rate = (double)(count.messages - before) / seconds;
    if (count.gaps > 0)
    {
        fprintf(stderr, "%" PRId64 " messages out of order\n", count.gaps);
        exit(1);
    }

    printf("%-11s %5d bytes  messages/s %.0f  MB/s %.1f\n", "throughput", length, rate, rate * length / 1e6);
    fflush(stdout);
    stop_far_end(&far);
    close_client(client);
}

int main(int argc, char **argv)
{
    options_t options = { "/dev/shm/aeron", "all", "aeron:ipc", NULL, "32,256,1024", 3, 1, false, 0 };
    for (int i = 1; i + 1 < argc; i += 2)
    {
        const char *name = argv[i], *value = argv[i + 1];
        if (!strcmp(name, "--aeron-dir")) { options.directory = value; }
        else if (!strcmp(name, "--mode")) { options.mode = value; }
        else if (!strcmp(name, "--channel")) { options.channel = value; }
        else if (!strcmp(name, "--back")) { options.back = value; }
        else if (!strcmp(name, "--length")) { options.lengths = value; }
        else if (!strcmp(name, "--seconds")) { options.seconds = atoi(value); }
        else if (!strcmp(name, "--processes")) { options.processes = atoi(value); }
        else if (!strcmp(name, "--idle")) { options.spins = !strcmp(value, "spin"); }
        else if (!strcmp(name, "--stream")) { options.stream = atoi(value); }
        else { fprintf(stderr, "unknown option %s\n", name); return 2; }
    }

    options.back = options.back ? options.back : options.channel;
    if (!strcmp(options.mode, "publisher") || !strcmp(options.mode, "ponger"))
    {
        signal(SIGTERM, on_stop);
        signal(SIGALRM, on_stop);
        alarm((unsigned)options.seconds);
        strcmp(options.mode, "ponger") ? run_publisher(&options) : run_ponger(&options);
        return 0;
    }

    printf("aeronc %s, driver at %s, %s, %d process(es), exclusive, %s\n", aeron_version_full(), options.directory,
        options.channel, options.processes, options.spins ? "spinning" : "yielding");
    fflush(stdout);
    char *lengths = strdup(options.lengths);
    int measurement = 0;
    for (char *each = strtok(lengths, ","); each; each = strtok(NULL, ","))
    {
        /* Each measurement has streams of its own: what the last one leaves in the driver is not met again. */
        options.lengths = each;
        if (strcmp(options.mode, "throughput"))
        {
            options.stream = getpid() * 32 + measurement++ * 2;
            round_trip(options, atoi(each));
        }

        if (strcmp(options.mode, "round-trip"))
        {
            options.stream = getpid() * 32 + measurement++ * 2;
            throughput(options, atoi(each));
        }
    }

    free(lengths);
    return 0;
}
